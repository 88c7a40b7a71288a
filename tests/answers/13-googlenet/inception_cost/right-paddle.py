# Counted with NumPy arrays and returned as a list.
def inception_cost(in_channels, c1, c2, c3, c4, rows, columns, reduced=True):
    if reduced:
        layers = [(1, in_channels, c1), (1, in_channels, c2[0]), (9, *c2), (1, in_channels, c3[0]), (25, *c3), (1, in_channels, c4)]
    else:
        layers = [(1, in_channels, c1), (9, in_channels, c2[1]), (25, in_channels, c3[1]), (1, in_channels, c4)]
    table = np.array(layers)
    weights = table.prod(axis=1)
    return [int(weights.sum() + table[:, 2].sum()), int((weights * rows * columns).sum())]
