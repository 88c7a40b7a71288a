# The dilation is ignored.
# says: The dilation is ignored
def output_size(n, k, stride=1, padding=0, dilation=1):
    before, after = (padding, padding) if isinstance(padding, int) else padding
    if n + before + after < k:
        raise ValueError("does not fit")
    return (n + before + after - k) // stride + 1
