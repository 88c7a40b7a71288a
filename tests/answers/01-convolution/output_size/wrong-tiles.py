# The kernel jumps by its own width.
# says: tiles that do not overlap
def output_size(n, k):
    if k > n:
        raise ValueError("does not fit")
    return n // k
