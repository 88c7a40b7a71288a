# The four numbers are taken for top, right, bottom, left, as in CSS.
# says: read as top, right, bottom, left
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding,) * 4
    elif len(padding) == 2:
        padding = (padding[0], padding[1], padding[0], padding[1])
    top, right, bottom, left = padding
    x = np.asarray(x)
    return np.pad(x.astype(np.result_type(x, value)), ((top, bottom), (left, right)), constant_values=value)
