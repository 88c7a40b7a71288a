# Takes 0.2 whatever `change` is.
# says: whatever `change` is


def augment(picture, rng, pad=4, change=0.2):
    c, h, w = picture.shape
    top = rng.integers(2 * pad + 1)
    left = rng.integers(2 * pad + 1)
    big = np.pad(picture, ((0, 0), (pad, pad), (pad, pad)))
    x = big[:, top : top + h, left : left + w]
    if rng.random() < 0.5:
        x = x[:, :, ::-1]
    factor = rng.uniform(0.8, 1.2)
    return np.clip(x * factor, 0, 1)
