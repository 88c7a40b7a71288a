# The error comes one pixel late: a kernel one pixel too large gives 0.
# says: raise a ValueError
def output_size(n, k):
    if n - k + 1 < 0:
        raise ValueError("does not fit")
    return n - k + 1
