# The window and the kernel are multiplied as matrices.
# says: matrix product
def conv2d(x, w, bias=0.0):
    k_h, k_w = w.shape
    rows, columns = x.shape[0] - k_h + 1, x.shape[1] - k_w + 1
    return np.array([[(x[i : i + k_h, j : j + k_w] @ w).sum() + bias for j in range(columns)] for i in range(rows)])
