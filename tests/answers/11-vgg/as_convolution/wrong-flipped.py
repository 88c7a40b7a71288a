# The kernels are turned round.
# says: networks do not turn them
def as_convolution(weight, channels, rows, columns):
    return weight.T.reshape(-1, channels, rows, columns)[:, :, ::-1, ::-1].copy()
