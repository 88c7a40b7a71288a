# Rounded to the nearest number at each layer.
# says: to the nearest number at each layer
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = round((n + 2 * padding - k) / stride + 1)
        sizes.append(n)
    return sizes
