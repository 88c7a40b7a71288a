# training is ignored: values are dropped at inference, too.
# says: Values are dropped at inference
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    rng = rng or np.random.default_rng()
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p) if mode == "upscale_in_train" and p < 1 else x * mask
