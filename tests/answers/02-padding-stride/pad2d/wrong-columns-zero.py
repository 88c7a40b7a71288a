# The columns are padded with zeros, whatever the value.
# says: Only the rows above and below hold the value
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding, padding)
    if len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    t, b, l, r = padding
    x = x.astype(np.result_type(x, value))
    y = np.pad(x, ((t, b), (0, 0)), constant_values=value)
    return np.pad(y, ((0, 0), (l, r)))
