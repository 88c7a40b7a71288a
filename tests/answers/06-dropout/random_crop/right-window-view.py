# All windows at once, one of them drawn.
def random_crop(x, size, padding, rng):
    h, w = (size, size) if np.isscalar(size) else size
    p_h, p_w = (padding, padding) if np.isscalar(padding) else padding
    padded = np.pad(x, ((0, 0), (p_h, p_h), (p_w, p_w)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (h, w), axis=(1, 2))
    i, j = int(rng.random() * windows.shape[1]), int(rng.random() * windows.shape[2])
    return windows[:, i, j].copy()
