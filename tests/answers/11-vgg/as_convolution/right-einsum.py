# Another right way: einsum.
def as_convolution(weight, channels, rows, columns):
    return np.einsum("crku->ucrk", np.reshape(weight, (channels, rows, columns, weight.shape[1])))
