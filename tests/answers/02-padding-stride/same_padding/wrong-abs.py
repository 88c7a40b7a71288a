# abs() where max(…, 0) belongs.
# says: lost their sign
def same_padding(n, k, stride=1, dilation=1):
    outputs = -(-n // stride)
    total = abs((outputs - 1) * stride + dilation * (k - 1) + 1 - n)
    return total // 2, total - total // 2
