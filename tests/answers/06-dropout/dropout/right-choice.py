# np.where, and a mask drawn by choice.
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return {"upscale_in_train": x * 1, "downscale_in_infer": x * (1 - p)}[mode]
    rng = rng or np.random.default_rng()
    keep = rng.choice([False, True], size=x.shape, p=[p, 1 - p])
    if mode == "upscale_in_train" and p != 1:
        return np.where(keep, x / (1 - p), 0)
    return np.where(keep, x, 0)
