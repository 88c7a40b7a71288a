# Biases are left out.
# says: Biases are missing in both
def parameters_saved(channels, height, width, classes, hidden=()):
    sizes = [channels * height * width, *hidden, classes]
    connected = sum(a * b for a, b in zip(sizes, sizes[1:]))
    return connected - channels * classes
