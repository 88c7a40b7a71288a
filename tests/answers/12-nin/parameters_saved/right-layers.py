def parameters_saved(channels, height, width, classes, hidden=()):
    inputs, total = channels * height * width, 0
    for units in list(hidden) + [classes]:
        total += (inputs + 1) * units
        inputs = units
    return total - (channels + 1) * classes
