# The channels are averaged.
# says: averaged
def conv1x1(x, w, b=None):
    y = np.moveaxis(np.moveaxis(x, 1, -1) @ w.T / x.shape[1], -1, 1)
    if b is not None:
        y = y + b[:, None, None]
    return y
