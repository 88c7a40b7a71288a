# int() rounds towards zero, so a kernel that does not fit finds a place.
# says: The kernel does not fit into the padded picture
def output_size(n, k, stride=1, padding=0, dilation=1):
    p = sum(padding) if not isinstance(padding, int) else 2 * padding
    size = int((n + p - dilation * (k - 1) - 1) / stride) + 1
    if size <= 0:
        raise ValueError("does not fit")
    return size
