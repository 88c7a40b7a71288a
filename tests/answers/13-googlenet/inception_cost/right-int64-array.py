# A NumPy array of two int64.
def inception_cost(in_channels, c1, c2, c3, c4, rows, columns, reduced=True):
    k = np.array([1, 1, 3, 1, 5, 1])
    into = np.array([in_channels, in_channels, c2[0], in_channels, c3[0], in_channels])
    out = np.array([c1, c2[0], c2[1], c3[0], c3[1], c4])
    if not reduced:
        into[[2, 4]] = in_channels
        out[[1, 3]] = 0
    weights = k @ np.diag(into) @ (k * out)
    return np.array([weights + out.sum(), weights * rows * columns])
