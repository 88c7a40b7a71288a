# Zeros are added one by one.
def positions(n, k, stride, padding=(0, 0), dilation=1):
    return (n + sum(padding) - dilation * (k - 1) - 1) // stride + 1


def same_padding(n, k, stride=1, dilation=1):
    before = after = 0
    want = int(np.ceil(n / stride))
    while positions(n, k, stride, (before, after), dilation) < want:
        if after > before:
            before += 1
        else:
            after += 1
    return before, after
