# The padding is forgotten.
# says: The padding is ignored
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = (n - k) // stride + 1
        sizes.append(n)
    return sizes
