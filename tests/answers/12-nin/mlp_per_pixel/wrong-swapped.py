# Rows and columns are swapped on the way back.
# says: Rows and columns are swapped
def mlp_per_pixel(x, layers):
    y = x.transpose(0, 2, 3, 1)
    for i, (w, b) in enumerate(layers):
        y = y @ w.T + b
        y = np.maximum(y, 0)
    return y.transpose(0, 3, 2, 1)
