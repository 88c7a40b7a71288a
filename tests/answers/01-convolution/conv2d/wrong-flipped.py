# The kernel is turned by 180 degrees, as mathematicians do.
# says: true convolution
def conv2d(x, w, bias=0.0):
    w = w[::-1, ::-1]
    rows, columns = x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1
    return np.array([[(x[i : i + w.shape[0], j : j + w.shape[1]] * w).sum() + bias for j in range(columns)] for i in range(rows)])
