def augment(picture, rng, pad=4, change=0.2):
    c, h, w = picture.shape
    top = rng.integers(2 * pad + 1)
    left = rng.integers(2 * pad + 1)
    flip = rng.random() < 0.5
    picture = np.clip(picture * rng.uniform(1 - change, 1 + change), 0, 1)
    big = np.pad(picture, ((0, 0), (pad, pad), (pad, pad)))
    x = big[:, top : top + h, left : left + w]
    if flip:
        x = x[:, :, ::-1]
    return x
