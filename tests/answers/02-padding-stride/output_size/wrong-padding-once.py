# The padding counts once.
# says: counts on one side only
def output_size(n, k, stride=1, padding=0, dilation=1):
    before, after = (padding, padding) if isinstance(padding, int) else padding
    if n + before < dilation * (k - 1) + 1:
        raise ValueError("does not fit")
    return (n + before - dilation * (k - 1) - 1) // stride + 1
