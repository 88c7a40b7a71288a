# The places are counted in the picture without padding.
# says: the crop always begins at (0, 0)
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    H, W = padded.shape[1:]
    i, j = rng.integers(max(x.shape[1] - h + 1, 1)), rng.integers(max(x.shape[2] - w + 1, 1))
    return padded[:, i : i + h, j : j + w]
