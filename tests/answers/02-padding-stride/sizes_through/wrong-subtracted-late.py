# The division comes before the subtraction.
# says: The rounding comes too early
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = (n + 2 * padding) // stride - k + 1
        sizes.append(n)
    return sizes
