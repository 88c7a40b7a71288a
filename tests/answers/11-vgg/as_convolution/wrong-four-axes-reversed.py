# .T on four axes.
# says: .T reverses all of them
def as_convolution(weight, channels, rows, columns):
    return weight.reshape(channels, rows, columns, -1).T
