# The bias is added once for each filter.
# says: to every output, not once
def conv_operations(n, c_in, h, w, c_out, k, stride, padding, bias):
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    outputs, products = n * c_out * rows * columns, c_in * k * k
    return {"multiplications": outputs * products, "additions": outputs * (products - 1) + (c_out if bias else 0)}
