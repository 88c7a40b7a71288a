# A kernel as large as the picture is refused.
# says: a kernel as large as the picture, or smaller, does fit
def output_size(n, k):
    if k >= n:
        raise ValueError("does not fit")
    return n - k + 1
