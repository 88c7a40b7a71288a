# The stride is ignored.
# says: The stride is ignored
def conv_operations(n, c_in, h, w, c_out, k, stride, padding, bias):
    outputs, products = n * c_out * (h + 2 * padding - k + 1) * (w + 2 * padding - k + 1), c_in * k * k
    return {"multiplications": outputs * products, "additions": outputs * (products - 1 + bias)}
