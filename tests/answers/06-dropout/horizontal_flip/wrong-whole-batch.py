# One draw for the whole batch.
# says: one draw decides for the whole batch
def horizontal_flip(x, p, rng):
    return x[..., ::-1] if rng.random() < p else x
