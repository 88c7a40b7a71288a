# Only the first number is used.
# says: Only the first number is used
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding,) * 4
    elif len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    top, bottom, left, right = padding
    return np.pad(x.astype(np.result_type(x, value)), top, constant_values=value)
