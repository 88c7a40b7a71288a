# The buggy function, unchanged.
# says: The fraction goes into the next layer
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = (n + 2 * padding - k) / stride + 1
        sizes.append(round(n))
    return sizes
