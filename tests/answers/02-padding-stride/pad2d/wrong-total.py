# The padding is shared by the two sides.
# says: The padding is split between two sides
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding,) * 4
    elif len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    top, bottom, left, right = padding
    sides = ((top // 2, top - top // 2), (left // 2, left - left // 2))
    return np.pad(x.astype(np.result_type(x, value)), sides, constant_values=value)
