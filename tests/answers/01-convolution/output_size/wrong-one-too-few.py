# The last position is returned, not the number of positions.
# says: One too few
def output_size(n, k):
    if k > n:
        raise ValueError("does not fit")
    return n - k
