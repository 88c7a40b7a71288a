# One draw for two pictures that stand side by side.
# says: depends on its neighbour in the batch
def horizontal_flip(x, p, rng):
    if x.ndim == 3:
        return x[..., ::-1] if rng.random() < p else x
    which = np.repeat(rng.random((len(x) + 1) // 2) < p, 2)[: len(x)]
    return np.where(which[:, None, None, None], x[..., ::-1], x)
