# No padded picture: each pixel of the window looks whether it lies inside.
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    channels, height, width = x.shape
    top = int(rng.integers(height + 2 * p_h - h, endpoint=True)) - p_h
    left = int(rng.integers(width + 2 * p_w - w, endpoint=True)) - p_w
    out = np.zeros((channels, h, w))
    for i in range(h):
        for j in range(w):
            if 0 <= top + i < height and 0 <= left + j < width:
                out[:, i, j] = x[:, top + i, left + j]
    return out
