# Rolls the picture round.
# says: The picture is rolled round
def augment(picture, rng, pad=4, change=0.2):
    _, height, width = picture.shape
    top, left = rng.integers(2 * pad + 1), rng.integers(2 * pad + 1)
    padded = np.roll(picture, (pad - top, pad - left), (1, 2))
    x = padded
    if rng.random() < 0.5:
        x = x[:, :, ::-1]
    return np.clip(x * rng.uniform(1 - change, 1 + change), 0, 1)
