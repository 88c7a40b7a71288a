# The first number is missing.
# says: the list begins with n itself
def sizes_through(n, layers):
    sizes = []
    for k, stride, padding in layers:
        n = (n + 2 * padding - k) // stride + 1
        sizes.append(n)
    return sizes
