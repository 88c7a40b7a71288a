# Each side gets the padding twice.
# says: twice as wide
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding, padding)
    if len(padding) == 2:
        padding = (2*padding[0], 2*padding[0], 2*padding[1], 2*padding[1])
    t, b, l, r = padding
    return np.pad(x.astype(np.result_type(x, value)), ((t, b), (l, r)), constant_values=value)
