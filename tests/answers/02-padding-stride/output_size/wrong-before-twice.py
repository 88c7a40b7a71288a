# The first padding stands for both.
# says: The first of the two paddings is used for both sides
def output_size(n, k, stride=1, padding=0, dilation=1):
    before, after = (padding, padding) if isinstance(padding, int) else padding
    return (n + 2 * before - dilation * (k - 1) - 1) // stride + 1
