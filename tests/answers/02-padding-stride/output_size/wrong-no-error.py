# Nothing is raised.
# says: so raise
def output_size(n, k, stride=1, padding=0, dilation=1):
    before, after = (padding, padding) if isinstance(padding, int) else padding
    return (n + before + after - dilation * (k - 1) - 1) // stride + 1
