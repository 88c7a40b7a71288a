# The batch is not counted.
# says: The batch is not counted
def conv_operations(n, c_in, h, w, c_out, k, stride, padding, bias):
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    outputs, products = c_out * rows * columns, c_in * k * k
    return {"multiplications": outputs * products, "additions": outputs * (products - 1 + bias)}
