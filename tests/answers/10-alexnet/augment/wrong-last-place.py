# The last place is never drawn.
# says: The last place never comes up
def augment(picture, rng, pad=4, change=0.2):
    _, height, width = picture.shape
    top, left = rng.integers(2 * pad or 1), rng.integers(2 * pad or 1)
    padded = np.pad(picture, ((0, 0), (pad, pad), (pad, pad)))
    x = padded[:, top : top + height, left : left + width]
    if rng.random() < 0.5:
        x = x[:, :, ::-1]
    return np.clip(x * rng.uniform(1 - change, 1 + change), 0, 1)
