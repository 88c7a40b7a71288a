# Rounded up, without the 1.
def output_size(n, k, stride=1, padding=0, dilation=1):
    import math
    p = np.sum(np.broadcast_to(padding, 2))
    size = math.ceil((n + p - dilation * (k - 1)) / stride)
    if n + p < dilation * (k - 1) + 1:
        raise ValueError("no room")
    return size
