# The two modes are exchanged.
# says: belongs to the other mode
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return x if mode == "downscale_in_infer" else x * (1 - p)
    rng = rng or np.random.default_rng()
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p) if mode == "downscale_in_infer" and p < 1 else x * mask
