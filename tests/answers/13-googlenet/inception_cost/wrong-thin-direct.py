# Without the reductions the kernels still read the reduced channels.
# says: reads all channels of the input
def inception_cost(in_channels, c1, c2, c3, c4, rows, columns, reduced=True):
    less, three = c2
    few, five = c3
    if reduced:
        layers = [(1, in_channels, c1), (1, in_channels, less), (3, less, three), (1, in_channels, few), (5, few, five), (1, in_channels, c4)]
    else:
        layers = [(1, in_channels, c1), (3, less, three), (5, few, five), (1, in_channels, c4)]
    weights = sum(k * k * i * o for k, i, o in layers)
    biases = sum(o for k, i, o in layers)
    return weights + biases, weights * rows * columns
