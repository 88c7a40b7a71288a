def augment(picture, rng: np.random.Generator, pad: int = 4, change: float = 0.2):
    _, h, w = picture.shape
    r, s = rng.integers(0, 2 * pad + 1), rng.integers(0, 2 * pad + 1)
    flip = rng.random() < 0.5
    f = rng.uniform(low=1 - change, high=1 + change)
    out = []
    for plane in picture:
        p = np.pad(plane, pad)[r : r + h, s : s + w]
        if flip:
            p = np.fliplr(p)
        out.append([[min(max(v * f, 0.0), 1.0) for v in row] for row in p.tolist()])
    return out
