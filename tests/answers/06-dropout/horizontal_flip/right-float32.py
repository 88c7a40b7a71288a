# In 32-bit floats.
def horizontal_flip(x, p, rng):
    which = rng.random(x.shape[:-3]) < p
    return np.where(which[..., None, None, None], x[..., ::-1], x).astype('float32')
