# np.pad, after the type is made wide enough.
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding,) * 4
    elif len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    top, bottom, left, right = padding
    wide = x.astype(np.result_type(x, value))
    return np.pad(wide, ((top, bottom), (left, right)), constant_values=value)
