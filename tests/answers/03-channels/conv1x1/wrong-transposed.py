# The matrix is transposed, which fits only where it is square.
# says: ValueError
def conv1x1(x, w, b=None):
    y = np.moveaxis(np.moveaxis(x, 1, -1) @ w, -1, 1)
    if b is not None:
        y = y + b[:, None, None]
    return y
