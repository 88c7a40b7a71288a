# Fractions are handed on, the list is rounded down: the same, since whole numbers are added and divided by.
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = (n + 2 * padding - k) / stride + 1
        sizes.append(int(n))
    return sizes
