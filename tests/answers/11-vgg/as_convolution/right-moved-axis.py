# Another right way: reshape first, then move the axis of the units.
def as_convolution(weight, channels, rows, columns):
    return np.moveaxis(weight.reshape(channels, rows, columns, -1), -1, 0)
