# Counts the 1×1 convolution at every pixel.
# says: shared by all pixels
def parameters_saved(channels, height, width, classes, hidden=()):
    sizes = [channels * height * width, *hidden, classes]
    connected = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    return connected - channels * height * width * classes - classes
