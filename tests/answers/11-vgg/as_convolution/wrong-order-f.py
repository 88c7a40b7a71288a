# reshape with order='F'.
# says: order='F'
def as_convolution(weight, channels, rows, columns):
    return weight.T.reshape(-1, channels, rows, columns, order="F")
