# The stride divides the picture.
# says: the kernel needs its room first
def output_size(n, k, stride=1, padding=0, dilation=1):
    before, after = (padding, padding) if isinstance(padding, int) else padding
    if n + before + after < dilation * (k - 1) + 1:
        raise ValueError("does not fit")
    return (n + before + after) // stride if stride > 1 else n + before + after - dilation * (k - 1)
