# A formula that holds for stride 1 and small padding only.
# says: expected
def useful_multiplications(n, c_in, h, w, c_out, k, stride, padding):
    rows, columns = (h + 2 * padding - k) // stride + 1, (w + 2 * padding - k) // stride + 1
    lost = padding * (padding + 1)  # products with zeros along one axis
    return n * c_in * c_out * (rows * k - lost) * (columns * k - lost)
