# The kernel is rotated twice by 90 degrees, then slid.
def true_conv2d(x, w):
    w = np.rot90(w, 2)
    k_h, k_w = w.shape
    y = np.zeros((x.shape[0] - k_h + 1, x.shape[1] - k_w + 1))
    for i in range(y.shape[0]):
        for j in range(y.shape[1]):
            y[i, j] = (x[i : i + k_h, j : j + k_w] * w).sum()
    return y
