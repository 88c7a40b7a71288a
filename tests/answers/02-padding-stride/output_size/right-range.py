# The starting positions are listed.
def output_size(n, k, stride=1, padding=0, dilation=1):
    before, after = (padding, padding) if isinstance(padding, int) else padding
    if n + before + after < dilation * (k - 1) + 1:
        raise ValueError("does not fit")
    return len(range(0, (n + before + after - dilation * (k - 1) - 1) + 1, stride))
