# A single picture is taken for a batch of channels.
# says: one draw decides for the whole picture
def horizontal_flip(x, p, rng):
    which = rng.random(len(x)) < p
    return np.where(which.reshape(-1, *(1,) * (x.ndim - 1)), x[..., ::-1], x)
