# Zeros around the picture keep the output at the picture's size.
# says: The output has the picture's size
def conv2d(x, w, bias=0.0):
    k_h, k_w = w.shape
    x = np.pad(x, ((k_h // 2, k_h - 1 - k_h // 2), (k_w // 2, k_w - 1 - k_w // 2)))
    rows, columns = x.shape[0] - k_h + 1, x.shape[1] - k_w + 1
    y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            y[i, j] = (x[i : i + k_h, j : j + k_w] * w).sum() + bias
    return y
