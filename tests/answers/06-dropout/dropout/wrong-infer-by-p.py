# At inference the values are multiplied by p.
# says: the probability of keeping is 1 - p
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return x if mode == "upscale_in_train" else x * p
    rng = rng or np.random.default_rng()
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p) if mode == "upscale_in_train" and p < 1 else x * mask
