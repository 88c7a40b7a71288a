# The batch is reversed as well.
# says: change places
def horizontal_flip(x, p, rng):
    if x.ndim == 3:
        return x[..., ::-1] if rng.random() < p else x
    which = rng.random(len(x)) < p
    return np.where(which[:, None, None, None], x[::-1, :, :, ::-1], x)
