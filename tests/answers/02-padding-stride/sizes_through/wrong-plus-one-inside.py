# The 1 stands inside the division.
# says: belongs behind the division
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = (n + 2 * padding - k + 1) // stride
        sizes.append(n)
    return sizes
