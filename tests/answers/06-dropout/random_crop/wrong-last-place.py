# The last row and column of places are left out.
# says: the last row or column of places
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    i = rng.integers(max(padded.shape[1] - h, 1))
    j = rng.integers(max(padded.shape[2] - w, 1))
    return padded[:, i : i + h, j : j + w]
