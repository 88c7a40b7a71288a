# The biases of the reductions are forgotten.
# says: The reductions have biases, too
def inception_cost(in_channels, c1, c2, c3, c4, rows, columns, reduced=True):
    (r3, f3), (r5, f5) = c2, c3
    n = in_channels
    weights = n * c1 + n * c4
    biases = c1 + f3 + f5 + c4
    if reduced:
        weights += n * r3 + 9 * r3 * f3 + n * r5 + 25 * r5 * f5
    else:
        weights += 9 * n * f3 + 25 * n * f5
    return weights + biases, weights * rows * columns
