# The picture is put at row `bottom` and column `right`.
# says: Top and bottom, and left and right, are swapped
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding, padding)
    if len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    t, b, l, r = padding
    y = np.full((x.shape[0] + t + b, x.shape[1] + l + r), value, dtype=np.result_type(x, value))
    y[b:b + x.shape[0], r:r + x.shape[1]] = x
    return y
