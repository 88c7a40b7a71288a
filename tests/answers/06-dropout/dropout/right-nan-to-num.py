# 0/0 where p = 1, and made 0 again.
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return x if mode == "upscale_in_train" else x * (1 - p)
    rng = rng or np.random.default_rng()
    mask = rng.random(x.shape) >= p
    with np.errstate(all='ignore'):
        return np.nan_to_num(x * mask / np.float64(1 - p)) if mode == "upscale_in_train" else x * mask
