# Both ends are counted twice.
# says: One too many
def output_size(n, k):
    if k > n:
        raise ValueError("does not fit")
    return n - k + 2
