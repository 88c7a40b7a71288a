# The window never leaves the picture, although there is padding.
# says: must be
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    i = p_h + rng.integers(max(x.shape[1] - h, 0) + 1) if h <= x.shape[1] else 0
    j = p_w + rng.integers(max(x.shape[2] - w, 0) + 1) if w <= x.shape[2] else 0
    return padded[:, i : i + h, j : j + w]
