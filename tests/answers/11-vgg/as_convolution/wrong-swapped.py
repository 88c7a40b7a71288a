# Rows and columns swapped.
# says: Rows and columns are swapped
def as_convolution(weight, channels, rows, columns):
    return weight.T.reshape(-1, channels, columns, rows).transpose(0, 1, 3, 2)
