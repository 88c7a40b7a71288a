# One np.where for both kinds of input.
def horizontal_flip(x, p, rng):
    which = rng.random(x.shape[:-3]) < p
    return np.where(which[..., None, None, None], np.flip(x, axis=-1), x)
