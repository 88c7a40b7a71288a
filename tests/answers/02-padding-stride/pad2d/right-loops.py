# Pixel by pixel, with np.ndim to tell the forms of padding apart.
def pad2d(x, padding, value=0.0):
    p = np.array(padding)
    top, bottom, left, right = np.repeat(p, 4) if p.ndim == 0 else p if p.size == 4 else np.repeat(p, 2)
    out = np.empty((x.shape[0] + top + bottom, x.shape[1] + left + right), np.float32 if x.dtype == np.float32 else float)
    out[...] = value
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            out[top + i, left + j] = x[i, j]
    return out
