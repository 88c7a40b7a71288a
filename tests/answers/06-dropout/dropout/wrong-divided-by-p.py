# Kept values are divided by p.
# says: Kept values are divided by p
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return x if mode == "upscale_in_train" else x * (1 - p)
    rng = rng or np.random.default_rng()
    mask = rng.random(x.shape) >= p
    return x * mask / p if mode == "upscale_in_train" and 0 < p < 1 else x * mask
