# Rows and columns of the kernel are swapped.
# says: The kernel is transposed
def conv2d(x, w, bias=0.0):
    w = w.T
    k_h, k_w = w.shape
    rows, columns = x.shape[0] - k_h + 1, x.shape[1] - k_w + 1
    y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            y[i, j] = (x[i : i + k_h, j : j + k_w] * w).sum() + bias
    return y
