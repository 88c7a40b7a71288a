# The first p·N pictures of a batch are mirrored.
# says: at one end of the batch
def horizontal_flip(x, p, rng):
    if x.ndim == 3:
        return x[..., ::-1] if rng.random() < p else x
    y = x.copy()
    count = round(p * len(x))
    y[:count] = x[:count][..., ::-1]
    return y
