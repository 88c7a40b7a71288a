# A default list is kept from call to call.
# says: expected [11, 2]
_sizes = []
def sizes_through(n, layers, sizes=[]):
    sizes.append(n)
    for k, stride, padding in layers:
        n = (n + 2 * padding - k) // stride + 1
        sizes.append(n)
    return sizes
