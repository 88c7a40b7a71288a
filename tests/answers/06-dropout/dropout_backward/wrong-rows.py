# One draw for each row.
# says: in every row
def dropout_forward(x, p, rng):
    mask = np.broadcast_to(rng.random(x.shape[:1] + (1,) * (x.ndim - 1)) >= p, x.shape)
    return x * mask / (1 - p), mask


def dropout_backward(dy, mask, p):
    return dy * mask / (1 - p)
