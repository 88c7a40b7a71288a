# The channels stay behind.
# says: The channel axis comes last
def conv1x1(x, w, b=None):
    y = np.moveaxis(x, 1, -1) @ w.T
    if b is not None:
        y = y + b
    return y
