# The bias is forgotten.
# says: The bias is ignored
def conv1x1(x, w, b=None):
    y = np.moveaxis(np.moveaxis(x, 1, -1) @ w.T, -1, 1)
    if b is not None:
        pass
    return y
