# One value after the other, in 32-bit floats.
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    out = np.array(x, dtype="float32")
    if not training:
        if mode == "downscale_in_infer":
            out *= 1 - p
        return out
    rng = rng if rng is not None else np.random.default_rng()
    for place in np.ndindex(out.shape):
        if rng.random() < p:
            out[place] = 0
        elif mode == "upscale_in_train":
            out[place] /= 1 - p
    return out
