# The bias counts always.
# says: with eight additions
def conv_operations(n, c_in, h, w, c_out, k, stride, padding, bias):
    rows = (h + 2 * padding - k) // stride + 1
    columns = (w + 2 * padding - k) // stride + 1
    outputs, products = n * c_out * rows * columns, c_in * k * k
    return {"multiplications": outputs * products, "additions": outputs * products}
