# Unflattened with channels last.
# says: channels are not the last
def as_convolution(weight, channels, rows, columns):
    return weight.T.reshape(-1, rows, columns, channels).transpose(0, 3, 1, 2)
