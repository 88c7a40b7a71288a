# NumPy integers come back.
def conv_operations(n, c_in, h, w, c_out, k, stride, padding, bias):
    rows, columns = (np.array([h, w]) + 2 * padding - k) // stride + 1
    outputs = np.int64(n) * c_out * rows * columns
    return {"multiplications": outputs * c_in * k * k, "additions": outputs * (c_in * k * k - 1 + bool(bias))}
