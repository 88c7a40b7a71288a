# The picture is taken for a square.
# says: a square of its height
def conv_operations(n, c_in, h, w, c_out, k, stride, padding, bias):
    outputs, products = n * c_out * ((h + 2 * padding - k) // stride + 1) ** 2, c_in * k * k
    return {"multiplications": outputs * products, "additions": outputs * (products - 1 + bias)}
