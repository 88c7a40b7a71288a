# Draws from NumPy's global generator.
# says: draw from rng, and from nothing else
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    i, j = np.random.randint(padded.shape[1] - h + 1), np.random.randint(padded.shape[2] - w + 1)
    return padded[:, i : i + h, j : j + w]
