# The border is repeated instead of zeros.
# says: copies of
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)), mode="edge")
    i, j = rng.integers(padded.shape[1] - h + 1), rng.integers(padded.shape[2] - w + 1)
    return padded[:, i : i + h, j : j + w]
