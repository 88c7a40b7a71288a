# The padding is ignored.
# says: wrong shape
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    i, j = rng.integers(max(x.shape[1] - h, 0) + 1), rng.integers(max(x.shape[2] - w, 0) + 1)
    return x[:, i : i + h, j : j + w]
