# The stride is ignored.
# says: The stride is ignored
def useful_multiplications(n, c_in, h, w, c_out, k, stride, padding):
    def inside(size):
        return sum(max(0, min(i + k, size) - max(i, 0)) for i in range(-padding, size + padding - k + 1))

    return n * c_in * c_out * inside(h) * inside(w)
