# A factor for each channel.
# says: one draw holds for all channels
def augment(picture, rng, pad=4, change=0.2):
    channels, height, width = picture.shape
    top, left = rng.integers(2 * pad + 1), rng.integers(2 * pad + 1)
    x = np.pad(picture, ((0, 0), (pad, pad), (pad, pad)))[:, top : top + height, left : left + width]
    if rng.random() < 0.5:
        x = x[:, :, ::-1]
    return np.clip(x * rng.uniform(1 - change, 1 + change, size=(channels, 1, 1)), 0, 1)
