# Windows that touch the padding are left out.
# says: left out entirely
def useful_multiplications(n, c_in, h, w, c_out, k, stride, padding):
    rows = sum(0 <= i <= h - k for i in range(-padding, h + padding - k + 1, stride))
    columns = sum(0 <= j <= w - k for j in range(-padding, w + padding - k + 1, stride))
    return n * c_in * c_out * k * k * rows * columns
