# The dilated kernel is taken for dilation times k.
# says: not dilation · k.
def output_size(n, k, stride=1, padding=0, dilation=1):
    before, after = (padding, padding) if isinstance(padding, int) else padding
    if n + before + after < dilation * k:
        raise ValueError("does not fit")
    return (n + before + after - dilation * k) // stride + 1
