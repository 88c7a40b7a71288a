# The units stay the last axis.
# says: filters come first
def as_convolution(weight, channels, rows, columns):
    return weight.reshape(channels, rows, columns, -1)
