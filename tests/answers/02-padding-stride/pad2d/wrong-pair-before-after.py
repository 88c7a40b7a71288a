# A pair is handed to np.pad as it is.
# says: A pair is (rows, columns)
def pad2d(x, padding, value=0.0):
    x = x.astype(np.result_type(x, value))
    if not isinstance(padding, int) and len(padding) == 4:
        padding = (padding[:2], padding[2:])
    return np.pad(x, padding, constant_values=value)
