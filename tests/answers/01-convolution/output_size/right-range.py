# The length of the range of first pixels.
def output_size(n, k):
    starts = range(0, n - k + 1)
    if not starts:
        raise ValueError(f"a kernel of {k} does not fit into {n}")
    return np.int64(len(starts))
