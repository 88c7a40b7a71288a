# The sums of the channels are never added up.
# says: sums of the channels
def conv_operations(n, c_in, h, w, c_out, k, stride, padding, bias):
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    outputs = n * c_out * rows * columns
    return {"multiplications": outputs * c_in * k * k, "additions": outputs * (c_in * (k * k - 1) + bias)}
