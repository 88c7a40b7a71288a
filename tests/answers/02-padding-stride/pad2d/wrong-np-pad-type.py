# np.pad alone: the frame takes the picture's whole-number type.
# says: The value is cut to a whole number
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding,) * 4
    elif len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    top, bottom, left, right = padding
    return np.pad(x, ((top, bottom), (left, right)), constant_values=value)
