# Fractions stay.
# says: holds 49.5, a float
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = (n + 2 * padding - k) / stride + 1
        sizes.append(n)
    return sizes
