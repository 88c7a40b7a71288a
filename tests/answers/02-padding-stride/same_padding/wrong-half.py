# Half the kernel, whatever the stride.
# says: This is the padding for stride 1
def same_padding(n, k, stride=1, dilation=1):
    outputs = -(-n // stride)
    reach = dilation * (k - 1) + 1
    total = reach - 1
    return total // 2, total - total // 2
