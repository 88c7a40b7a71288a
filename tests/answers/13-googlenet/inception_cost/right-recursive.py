# Direct branches by convolution functions; recursion over the branches.
def inception_cost(in_channels, c1, c2, c3, c4, rows, columns, reduced=True):
    def path(channels, *layers):
        if not layers:
            return 0, 0
        (k, filters), *rest = layers
        parameters, macs = path(filters, *rest)
        return parameters + (k**2 * channels + 1) * filters, macs + k**2 * channels * filters * rows * columns

    keep = 0 if reduced else 1
    three = [(1, c2[0]), (3, c2[1])][keep:]
    five = [(1, c3[0]), (5, c3[1])][keep:]
    paths = [path(in_channels, *each) for each in ([(1, c1)], three, five, [(1, c4)])]
    return tuple(sum(column) for column in zip(*paths))
