# The bias is added along the last axis.
# says: run along the columns
def conv1x1(x, w, b=None):
    y = np.moveaxis(np.moveaxis(x, 1, -1) @ w.T, -1, 1)
    if b is not None:
        y = y + b
    return y
