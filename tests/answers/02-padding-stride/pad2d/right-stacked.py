# Rows and columns are put on one after the other.
def pad2d(x, padding, value=0.0):
    if isinstance(padding, int):
        padding = (padding,) * 4
    elif len(padding) == 2:
        padding = (padding[0], padding[0], padding[1], padding[1])
    top, bottom, left, right = padding
    x = x.astype(np.result_type(x.dtype, value))
    x = np.vstack([np.full((top, x.shape[1]), value, x.dtype), x, np.full((bottom, x.shape[1]), value, x.dtype)])
    return np.hstack([np.full((len(x), left), value, x.dtype), x, np.full((len(x), right), value, x.dtype)])
