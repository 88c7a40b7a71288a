# Another right way: unit by unit.
def as_convolution(weight, channels, rows, columns):
    w = np.zeros((weight.shape[1], channels, rows, columns))
    for unit in range(weight.shape[1]):
        w[unit] = weight[:, unit].reshape(channels, rows, columns)
    return w
