# Without rng every call draws the same.
# says: without rng drops the same values
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return x if mode == "upscale_in_train" else x * (1 - p)
    rng = rng or np.random.default_rng(0)
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p) if mode == "upscale_in_train" and p < 1 else x * mask
