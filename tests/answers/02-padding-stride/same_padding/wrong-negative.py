# The padding may become negative.
# says: became negative
def same_padding(n, k, stride=1, dilation=1):
    outputs = -(-n // stride)
    reach = dilation * (k - 1) + 1
    total = (outputs - 1) * stride + reach - n
    return total // 2, total - total // 2
