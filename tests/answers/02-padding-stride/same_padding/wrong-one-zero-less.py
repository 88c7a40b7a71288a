# The last window ends one pixel too early.
# says: ends at pixel a + k − 1
def same_padding(n, k, stride=1, dilation=1):
    total = max((-(-n // stride) - 1) * stride + dilation * (k - 1) - n, 0)
    return total // 2, total - total // 2
