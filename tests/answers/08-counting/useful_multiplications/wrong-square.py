# The picture is taken for a square.
# says: a square of its height
def useful_multiplications(n, c_in, h, w, c_out, k, stride, padding):
    inside = sum(max(0, min(i + k, h) - max(i, 0)) for i in range(-padding, h + padding - k + 1, stride))
    return n * c_in * c_out * inside * inside
