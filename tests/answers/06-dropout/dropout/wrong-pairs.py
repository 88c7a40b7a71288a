# One draw for two neighbours.
# says: its neighbour to the right
def dropout(x, p, mode="upscale_in_train", training=True, rng=None):
    if not training:
        return x if mode == "upscale_in_train" else x * (1 - p)
    rng = rng or np.random.default_rng()
    mask = np.repeat(rng.random((x.size + 1) // 2), 2)[: x.size].reshape(x.shape) >= p
    return x * mask / (1 - p) if mode == "upscale_in_train" and p < 1 else x * mask
