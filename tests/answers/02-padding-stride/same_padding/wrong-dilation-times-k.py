# dilation times k.
# says: not dilation · k
def same_padding(n, k, stride=1, dilation=1):
    outputs = -(-n // stride)
    reach = dilation * k
    total = max((outputs - 1) * stride + reach - n, 0)
    return total // 2, total - total // 2
