# The biases are left out.
# says: biases are missing
def mlp_per_pixel(x, layers):
    y = x.transpose(0, 2, 3, 1)
    for i, (w, b) in enumerate(layers):
        y = y @ w.T
        y = np.maximum(y, 0)
    return y.transpose(0, 3, 1, 2)
