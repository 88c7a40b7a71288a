# Draws from NumPy's global generator.
# says: Draw from rng, and from nothing else
def horizontal_flip(x, p, rng):
    which = np.random.random(x.shape[:-3]) < p
    return np.where(which[..., None, None, None], x[..., ::-1], x)
