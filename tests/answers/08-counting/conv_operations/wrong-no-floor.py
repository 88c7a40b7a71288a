# Rows and columns are not rounded down.
# says: not rounded down
def conv_operations(n, c_in, h, w, c_out, k, stride, padding, bias):
    rows, columns = (h + 2 * padding - k) / stride + 1, (w + 2 * padding - k) / stride + 1
    outputs, products = n * c_out * rows * columns, c_in * k * k
    return {"multiplications": int(outputs * products), "additions": int(outputs * (products - 1 + bias))}
