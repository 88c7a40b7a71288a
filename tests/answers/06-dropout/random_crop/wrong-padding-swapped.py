# Rows and columns of the padding are exchanged.
# says: wrong shape
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_w, p_w), (p_h, p_h)))
    i, j = rng.integers(max(padded.shape[1] - h, 0) + 1), rng.integers(max(padded.shape[2] - w, 0) + 1)
    return padded[:, i : i + h, j : j + w]
