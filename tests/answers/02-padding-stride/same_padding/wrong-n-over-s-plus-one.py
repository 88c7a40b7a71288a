# n // stride + 1 outputs.
# says: round up instead
def same_padding(n, k, stride=1, dilation=1):
    outputs = n // stride + 1 if stride > 1 else n
    total = max((outputs - 1) * stride + dilation * (k - 1) + 1 - n, 0)
    return total // 2, total - total // 2
