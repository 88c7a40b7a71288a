# The layers are read backwards.
# says: read from the wrong end
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers[::-1]:
        n = (n + 2 * padding - k) // stride + 1
        sizes.append(n)
    return sizes
