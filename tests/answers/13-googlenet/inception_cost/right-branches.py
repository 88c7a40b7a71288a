# A helper for one branch, called four times.
def chain(sizes, channels):
    weights = biases = 0
    for k, filters in sizes:
        weights, biases, channels = weights + k**2 * channels * filters, biases + filters, filters
    return weights, biases


def inception_cost(in_channels, c1, c2, c3, c4, rows, columns, reduced=True):
    start = 0 if reduced else 1
    plans = [[(1, c1)], [(1, c2[0]), (3, c2[1])][start:], [(1, c3[0]), (5, c3[1])][start:], [(1, c4)]]
    weights, biases = map(sum, zip(*(chain(plan, in_channels) for plan in plans)))
    return [weights + biases, rows * columns * weights]
