# Channels before filters.
# says: Filters come first
def as_convolution(weight, channels, rows, columns):
    return weight.T.reshape(-1, channels, rows, columns).transpose(1, 0, 2, 3)
