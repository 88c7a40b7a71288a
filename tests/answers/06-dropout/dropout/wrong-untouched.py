# x itself.
# says: nothing is left to chance
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    return x
