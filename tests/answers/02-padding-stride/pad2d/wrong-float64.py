# Everything becomes float64.
# says: the result must be float32
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding,) * 4
    elif len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    top, bottom, left, right = padding
    out = np.full((x.shape[0] + top + bottom, x.shape[1] + left + right), float(value))
    out[top:top + x.shape[0], left:left + x.shape[1]] = x
    return out
