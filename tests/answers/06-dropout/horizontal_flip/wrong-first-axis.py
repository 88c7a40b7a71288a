# The first axis of a batch is reversed.
# says: The first axis is reversed
def horizontal_flip(x, p, rng):
    if x.ndim == 3:
        return x[:, :, ::-1] if rng.random() < p else x
    return x[::-1] if rng.random() < p else x
