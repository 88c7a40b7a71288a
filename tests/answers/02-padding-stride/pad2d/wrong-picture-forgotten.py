# The frame is made, but the picture is not copied into it.
# says: the picture inside is gone
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding,) * 4
    elif len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    top, bottom, left, right = padding
    return np.full((x.shape[0] + top + bottom, x.shape[1] + left + right), value, np.result_type(x, value))
