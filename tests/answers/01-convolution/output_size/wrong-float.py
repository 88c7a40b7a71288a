# A division makes the size a float.
# says: a float; this is a count
def output_size(n, k):
    if k > n:
        raise ValueError("does not fit")
    return (n - k) / 1 + 1
