# The mode is ignored.
# says: that is the other mode
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return x
    rng = rng or np.random.default_rng()
    kept = x * (rng.random(x.shape) >= p)
    return kept / (1 - p) if p < 1 else kept
