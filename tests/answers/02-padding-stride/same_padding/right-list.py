# The same by a search for the smallest padding.
def same_padding(n, k, stride=1, dilation=1):
    total = 0
    while len(range(0, n + total - dilation * (k - 1), stride)) < (n + stride - 1) // stride:
        total += 1
    return [total // 2, (total + 1) // 2]
