# Always mirrored where p is above 0.
# says: nothing is left to chance
def horizontal_flip(x, p, rng):
    return x[..., ::-1] if p > 0 else x
