# Reshaped without turning the weight over.
# says: turn it over
def as_convolution(weight, channels, rows, columns):
    return weight.reshape(-1, channels, rows, columns)
