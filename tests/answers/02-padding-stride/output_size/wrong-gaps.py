# With dilation d, d gaps are put between two weights.
# says: there are none
def output_size(n, k, stride=1, padding=0, dilation=1):
    p = sum(padding) if not isinstance(padding, int) else 2 * padding
    reach = k + dilation * (k - 1)
    if reach > n + p:
        raise ValueError
    return (n + p - reach) // stride + 1
