# Each layer starts from the picture.
# says: Each layer starts from n again
def sizes_through(n, layers):
    return [n] + [(n + 2 * padding - k) // stride + 1 for k, stride, padding in layers]
