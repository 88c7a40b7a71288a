# Counts all products.
# says: All products are counted
def useful_multiplications(n, c_in, h, w, c_out, k, stride, padding):
    return n * c_in * c_out * k * k * ((h + 2 * padding - k) // stride + 1) * ((w + 2 * padding - k) // stride + 1)
