# Every kernel is taken for one of 3 pixels.
# says: as if the kernel always had 3 pixels
def output_size(n, k):
    if k > n:
        raise ValueError("does not fit")
    return n - 2
