# The value is added everywhere.
# says: added to the whole picture
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding,) * 4
    elif len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    top, bottom, left, right = padding
    return np.pad(x.astype(np.result_type(x, value)), ((top, bottom), (left, right))) + value
