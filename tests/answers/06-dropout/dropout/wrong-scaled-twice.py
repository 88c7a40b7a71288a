# Divided in training and multiplied again at inference, in both modes.
# says: belongs to the other mode
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return x * (1 - p)
    rng = rng or np.random.default_rng()
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p) if mode == "upscale_in_train" and p < 1 else x * mask
