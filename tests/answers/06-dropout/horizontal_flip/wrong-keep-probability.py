# p is taken for the probability of staying.
# says: Nothing is mirrored, although p = 1
def horizontal_flip(x, p, rng):
    which = rng.random(x.shape[:-3]) >= p
    return np.where(which[..., None, None, None], x[..., ::-1], x)
