# The last window is put at m · stride.
# says: not at m · stride
def same_padding(n, k, stride=1, dilation=1):
    outputs = -(-n // stride)
    total = max(outputs * stride + dilation * (k - 1) + 1 - n, 0)
    return total // 2, total - total // 2
