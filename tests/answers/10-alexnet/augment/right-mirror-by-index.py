def augment(picture, rng, pad=4, change=0.2):
    top, left = rng.integers(0, 2 * pad, size=2, endpoint=True)
    mirror, factor = rng.random() < 0.5, 1 + change * rng.uniform(-1, 1)
    rows = top + np.arange(picture.shape[1])
    columns = left + np.arange(picture.shape[2])
    padded = np.pad(picture * factor, [(0, 0), (pad, pad), (pad, pad)])
    return padded[:, rows[:, None], columns[::-1] if mirror else columns].clip(0, 1)
