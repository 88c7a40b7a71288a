# Whether the kernel fits is asked without the padding.
# says: but the kernel fits exactly once
def output_size(n, k, stride=1, padding=0, dilation=1):
    p = sum(padding) if not isinstance(padding, int) else 2 * padding
    if dilation * (k - 1) + 1 > n:
        raise ValueError("does not fit")
    return (n + p - dilation * (k - 1) - 1) // stride + 1
