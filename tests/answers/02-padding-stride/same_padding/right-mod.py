# By the rest of the division, as a list.
def same_padding(n, k, stride=1, dilation=1):
    reach = (k - 1) * dilation + 1
    rest = n % stride
    total = max(reach - (rest if rest else stride), 0)
    return [total // 2, (total + 1) // 2]
