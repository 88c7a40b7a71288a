# Each channel has a draw of its own.
# says: every channel is flipped by a draw of its own
def horizontal_flip(x, p, rng):
    which = rng.random(x.shape[:-2]) < p
    return np.where(which[..., None, None], x[..., ::-1], x)
