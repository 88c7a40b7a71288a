# p = 1 divides by zero.
# says: something infinite
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return x if mode == "upscale_in_train" else x * (1 - p)
    rng = rng or np.random.default_rng()
    mask = rng.random(x.shape) >= p
    return x * mask / np.float64(1 - p) if mode == "upscale_in_train" else x * mask
