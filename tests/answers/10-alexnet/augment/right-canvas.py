def augment(picture, rng, pad=4, change=0.2):
    c, h, w = picture.shape
    down, right = pad - rng.integers(2 * pad + 1), pad - rng.integers(2 * pad + 1)
    moved = np.zeros((c, h, w))
    for i in range(h):
        for j in range(w):
            if 0 <= i - down < h and 0 <= j - right < w:
                moved[:, i, j] = picture[:, i - down, j - right]
    if rng.random() < 0.5:
        moved = np.flip(moved, axis=2)
    factor = rng.uniform(1 - change, 1 + change)
    return np.maximum(0, np.minimum(1, factor * moved))
