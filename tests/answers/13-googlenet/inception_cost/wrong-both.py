# Without reductions the kernels read all, the reductions are still counted.
# says: reduced=False leaves them out
def inception_cost(in_channels, c1, c2, c3, c4, rows, columns, reduced=True):
    (r3, f3), (r5, f5) = c2, c3
    n = in_channels
    weights = n * c1 + n * c4
    biases = c1 + f3 + f5 + c4
    if reduced:
        weights += n * r3 + 9 * r3 * f3 + n * r5 + 25 * r5 * f5
        biases += r3 + r5
    else:
        weights += n * r3 + n * r5 + 9 * n * f3 + 25 * n * f5
    return weights + biases, weights * rows * columns
