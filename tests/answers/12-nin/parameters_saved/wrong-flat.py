# Forgets the channels in the flattened map.
# says: keeps the channels
def parameters_saved(channels, height, width, classes, hidden=()):
    sizes = [height * width, *hidden, classes]
    connected = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    return connected - channels * classes - classes
