# Paddle's own way: by the rest of the division.
def same_padding(n, k, stride=1, dilation=1):
    rest = n % stride
    total = max(dilation * (k - 1) + 1 - (rest if rest else stride), 0)
    after = int(np.ceil(total / 2))
    return total - after, after
