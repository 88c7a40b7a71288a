# Turned by 180°.
# says: turns the picture by 180
def horizontal_flip(x, p, rng):
    if x.ndim == 3:
        return x[:, ::-1, ::-1] if rng.random() < p else x
    y = x.copy()
    which = rng.random(len(x)) < p
    y[which] = x[which][:, :, ::-1, ::-1]
    return y
