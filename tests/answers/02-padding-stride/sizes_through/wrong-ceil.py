# Rounded up.
# says: This rounds up
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = -(-(n + 2 * padding - k) // stride) + 1
        sizes.append(n)
    return sizes
