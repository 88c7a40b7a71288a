# The 1×1 behind the pooling is forgotten.
# says: The fourth branch has a 1×1 convolution, too
def inception_cost(in_channels, c1, c2, c3, c4, rows, columns, reduced=True):
    weights = in_channels * c1
    biases = c1 + c2[1] + c3[1]
    if reduced:
        weights += in_channels * c2[0] + 9 * c2[0] * c2[1]
        weights += in_channels * c3[0] + 25 * c3[0] * c3[1]
        biases += c2[0] + c3[0]
    else:
        weights += 9 * in_channels * c2[1] + 25 * in_channels * c3[1]
    return weights + biases, weights * rows * columns
