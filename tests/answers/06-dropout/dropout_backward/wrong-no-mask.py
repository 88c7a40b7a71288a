# The mask is forgotten on the way back.
# says: The mask is missing
def dropout_forward(x, p, rng):
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p), mask


def dropout_backward(dy, mask, p):
    return dy / (1 - p)
