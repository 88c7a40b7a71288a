# Windows that lie wholly in the padding count as less than nothing.
# says: lie wholly in the padding
def useful_multiplications(n, c_in, h, w, c_out, k, stride, padding):
    def inside(size):
        return sum(min(i + k, size) - max(i, 0) for i in range(-padding, size + padding - k + 1, stride))

    return n * c_in * c_out * inside(h) * inside(w)
