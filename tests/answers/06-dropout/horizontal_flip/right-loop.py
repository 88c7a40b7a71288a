# A loop over the pictures, and a draw from two.
def horizontal_flip(x, p, rng):
    if x.ndim == 3:
        return horizontal_flip(x[None], p, rng)[0]
    return np.stack([picture[:, :, ::-1] if rng.binomial(1, p) else picture for picture in x])
