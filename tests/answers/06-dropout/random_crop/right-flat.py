# One draw for both directions, and divmod.
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    H, W = padded.shape[1:]
    k = int(rng.integers(0, (H - h + 1) * (W - w + 1)))
    j, i = divmod(k, H - h + 1)
    return padded[:, i : i + h, j : j + w]
