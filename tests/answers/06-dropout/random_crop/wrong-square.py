# One number only for the size: a pair loses its second.
# says: wrong shape
def random_crop(x, size, padding, rng):
    h = size if np.isscalar(size) else size[0]
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    i, j = rng.integers(padded.shape[1] - h + 1), rng.integers(max(padded.shape[2] - h, 0) + 1)
    return padded[:, i : i + h, j : j + h]
