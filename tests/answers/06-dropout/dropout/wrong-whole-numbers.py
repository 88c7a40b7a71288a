# The output takes the type of x, so fractions are lost.
# says: Fractions are cut off
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    out = np.zeros_like(x)
    if not training:
        out[...] = x if mode == "upscale_in_train" else x * (1 - p)
        return out
    rng = rng or np.random.default_rng()
    mask = rng.random(x.shape) >= p
    out[...] = x * mask / (1 - p) if mode == "upscale_in_train" and p < 1 else x * mask
    return out
