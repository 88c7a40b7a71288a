# The padding is added after the division.
# says: added after the division
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = (n - k) // stride + 2 * padding + 1
        sizes.append(n)
    return sizes
