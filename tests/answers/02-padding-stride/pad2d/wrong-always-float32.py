# Everything becomes float32.
# says: the result must be float64, too
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding, padding)
    if len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    t, b, l, r = padding
    return np.pad(x.astype("float32"), ((t, b), (l, r)), constant_values=value)
