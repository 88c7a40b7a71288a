# The mask as a draw from the binomial distribution; both ends apart.
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    x = np.asarray(x, dtype=float)
    if mode == "downscale_in_infer":
        scale_train, scale_test = 1.0, 1 - p
    else:
        scale_train, scale_test = (1 / (1 - p) if p < 1 else 0.0), 1.0
    if not training:
        return x * scale_test
    generator = np.random.default_rng() if rng is None else rng
    return x * generator.binomial(1, 1 - p, size=x.shape) * scale_train
