# Rounded This rounds to the nearest number.
# says: This rounds to the nearest number
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = round((n + 2 * padding - k) / stride + 1)
        sizes.append(n)
    return sizes
