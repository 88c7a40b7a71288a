# The kernel may stick out on both sides.
# says: must not stick out
def output_size(n, k):
    if k > n:
        raise ValueError("does not fit")
    return n + k - 1
