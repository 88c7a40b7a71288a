# Hidden layers are left out.
# says: hidden layers are left out
def parameters_saved(channels, height, width, classes, hidden=()):
    sizes = [channels * height * width, *(), classes]
    connected = sum(a * b + b for a, b in zip(sizes, sizes[1:]))
    return connected - channels * classes - classes
