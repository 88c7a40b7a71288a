# All zeros stand at the end.
# says: at one end; split them
def same_padding(n, k, stride=1, dilation=1):
    outputs = -(-n // stride)
    reach = dilation * (k - 1) + 1
    total = max((outputs - 1) * stride + reach - n, 0)
    return 0, total
