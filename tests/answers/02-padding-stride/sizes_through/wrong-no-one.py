# The 1 is forgotten.
# says: The 1 for the first position is missing
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = (n + 2 * padding - k) // stride
        sizes.append(n)
    return sizes
