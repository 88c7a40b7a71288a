# The sign is turned.
# says: sign is turned
def parameters_saved(channels, height, width, classes, hidden=()):
    sizes = [channels * height * width, *hidden, classes]
    connected = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    return channels * classes + classes - connected
