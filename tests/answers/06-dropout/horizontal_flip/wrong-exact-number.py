# Exactly the share p of a batch is mirrored.
# says: With a draw for each picture the number varies
def horizontal_flip(x, p, rng):
    if x.ndim == 3:
        return x[..., ::-1] if rng.random() < p else x
    which = rng.permutation(len(x)) < round(p * len(x))
    return np.where(which[:, None, None, None], x[..., ::-1], x)
