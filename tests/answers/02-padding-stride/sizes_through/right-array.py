# An array of whole numbers.
def sizes_through(n, layers):
    sizes = np.full(len(layers) + 1, n)
    for i, (k, stride, padding) in enumerate(layers):
        sizes[i + 1] = np.floor((sizes[i] + 2 * padding - k) / stride) + 1
    return sizes
