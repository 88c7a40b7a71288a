# Random in one direction only.
# says: in the same column each time
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    H, W = padded.shape[1:]
    i, j = rng.integers(H - h + 1), (W - w) // 2
    return padded[:, i : i + h, j : j + w]
