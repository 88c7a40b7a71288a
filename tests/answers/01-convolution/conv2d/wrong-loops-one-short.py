# The output has the right size, but the loops stop before its last row and column.
# says: The loops stop one position early
def conv2d(x, w, bias=0.0):
    k_h, k_w = w.shape
    rows, columns = x.shape[0] - k_h + 1, x.shape[1] - k_w + 1
    y = np.zeros((rows, columns))
    for i in range(x.shape[0] - k_h):
        for j in range(x.shape[1] - k_w):
            y[i, j] = (x[i : i + k_h, j : j + k_w] * w).sum() + bias
    return y
