# Multiplication and addition counted as two.
# says: is one operation here, not two
def inception_cost(in_channels, c1, c2, c3, c4, rows, columns, reduced=True):
    less, three = c2
    few, five = c3
    if reduced:
        layers = [(1, in_channels, c1), (1, in_channels, less), (3, less, three), (1, in_channels, few), (5, few, five), (1, in_channels, c4)]
    else:
        layers = [(1, in_channels, c1), (3, in_channels, three), (5, in_channels, five), (1, in_channels, c4)]
    weights = sum(k * k * i * o for k, i, o in layers)
    biases = sum(o for k, i, o in layers)
    return weights + biases, 2 * weights * rows * columns
