# The output keeps the size of the picture.
# says: This keeps all n pixels
def same_padding(n, k, stride=1, dilation=1):
    outputs = n
    reach = dilation * (k - 1) + 1
    total = max((outputs - 1) * stride + reach - n, 0)
    return total // 2, total - total // 2
