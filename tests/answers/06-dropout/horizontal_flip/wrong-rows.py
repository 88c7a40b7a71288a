# Upside down.
# says: upside down
def horizontal_flip(x, p, rng):
    if x.ndim == 3:
        return x[:, ::-1] if rng.random() < p else x
    y = x.copy()
    which = rng.random(len(x)) < p
    y[which] = x[which][:, :, ::-1]
    return y
