# Whether the kernel fits is asked without its dilation.
# says: returned 0. The kernel does not fit
def output_size(n, k, stride=1, padding=0, dilation=1):
    p = sum(padding) if not isinstance(padding, int) else 2 * padding
    if k > n + p:
        raise ValueError("does not fit")
    return (n + p - dilation * (k - 1) - 1) // stride + 1
