# The four numbers are taken for top, left, bottom, right.
# says: their order is top, bottom, left, right
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding,) * 4
    elif len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    top, bottom, left, right = padding
    if len(set(padding)) > 1 and not (top == bottom and left == right):
        top, left, bottom, right = padding
    return np.pad(x.astype(np.result_type(x, value)), ((top, bottom), (left, right)), constant_values=value)
