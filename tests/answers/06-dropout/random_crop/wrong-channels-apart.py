# A place for each channel.
# says: each channel is cut at a place of its own
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    out = []
    for channel in padded:
        i, j = rng.integers(padded.shape[1] - h + 1), rng.integers(padded.shape[2] - w + 1)
        out.append(channel[i : i + h, j : j + w])
    return np.array(out)
