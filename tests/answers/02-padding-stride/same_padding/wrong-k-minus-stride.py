# k − stride, as if the stride divided n.
# says: only where the stride divides n
def same_padding(n, k, stride=1, dilation=1):
    total = max(dilation * (k - 1) + 1 - stride, 0)
    return total // 2, total - total // 2
