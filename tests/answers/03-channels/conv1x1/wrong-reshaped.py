# A reshape instead of moving the axes back.
# says: do not reshape it there
def conv1x1(x, w, b=None):
    y = (np.moveaxis(x, 1, -1) @ w.T).reshape(len(x), len(w), *x.shape[2:])
    if b is not None:
        y = y + b[:, None, None]
    return y
