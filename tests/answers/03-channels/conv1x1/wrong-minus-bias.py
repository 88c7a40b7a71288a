# The bias has the wrong sign.
# says: The bias is subtracted
def conv1x1(x, w, b=None):
    y = np.moveaxis(np.moveaxis(x, 1, -1) @ w.T, -1, 1)
    if b is not None:
        y = y - b[:, None, None]
    return y
