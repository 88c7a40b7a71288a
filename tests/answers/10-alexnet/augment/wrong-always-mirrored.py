# Mirrors always.
# says: mirror where it is below 0.5


def augment(picture, rng, pad=4, change=0.2):
    c, h, w = picture.shape
    top = rng.integers(2 * pad + 1)
    left = rng.integers(2 * pad + 1)
    big = np.pad(picture, ((0, 0), (pad, pad), (pad, pad)))
    x = big[:, top : top + h, left : left + w]
    if rng.random():
        x = x[:, :, ::-1]
    factor = rng.uniform(1 - change, 1 + change)
    return np.clip(x * factor, 0, 1)
