# The mask is drawn again on the way back.
# says: values are wrong
def dropout_forward(x, p, rng):
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p), mask


def dropout_backward(dy, mask, p):
    mask = np.random.default_rng().random(dy.shape) >= p
    return dy * mask / (1 - p)
