# Takes the whole head for saved.
# says: subtract the 1×1
def parameters_saved(channels, height, width, classes, hidden=()):
    sizes = [channels * height * width, *hidden, classes]
    connected = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    return connected
