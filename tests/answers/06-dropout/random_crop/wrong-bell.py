# Places in the middle are likelier: two draws are averaged.
# says: not equally likely
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    i = rng.binomial(padded.shape[1] - h, 0.5)
    j = rng.binomial(padded.shape[2] - w, 0.5)
    return padded[:, i : i + h, j : j + w]
