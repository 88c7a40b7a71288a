# The mask tells what is dropped.
# says: it must tell what is kept
def dropout_forward(x, p, rng):
    mask = rng.random(x.shape) < p
    return x * ~mask / (1 - p), mask


def dropout_backward(dy, mask, p):
    return dy * (1 - np.asarray(mask, dtype=float)) / (1 - p)
