# Picture and kernel are divided one by one.
# says: divided by the stride one by one
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = (n + 2 * padding) // stride - k // stride + 1
        sizes.append(n)
    return sizes
