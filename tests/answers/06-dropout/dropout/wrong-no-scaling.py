# Kept values are never scaled.
# says: Kept values are left as they are
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return x
    rng = rng or np.random.default_rng()
    mask = rng.random(x.shape) >= p
    return x * mask
