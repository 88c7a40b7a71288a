# The kernel is moved until it sticks out.
def output_size(n, k, stride=1, padding=0, dilation=1):
    before, after = padding if isinstance(padding, (tuple, list)) else [padding] * 2
    first, count = -before, 0
    while first + dilation * (k - 1) <= n + after - 1:
        first += stride
        count += 1
    if not count:
        raise ValueError("no position")
    return count
