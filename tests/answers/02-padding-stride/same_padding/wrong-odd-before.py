# The odd zero is put at the start.
# says: belongs to the end
def same_padding(n, k, stride=1, dilation=1):
    outputs = -(-n // stride)
    reach = dilation * (k - 1) + 1
    total = max((outputs - 1) * stride + reach - n, 0)
    return total - total // 2, total // 2
