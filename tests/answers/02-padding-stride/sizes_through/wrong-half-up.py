# int(x + 0.5).
# says: This rounds to the nearest number
def sizes_through(n, layers):
    sizes = [n]
    for k, stride, padding in layers:
        n = int((n + 2 * padding - k) / stride + 1 + 0.5)
        sizes.append(n)
    return sizes
