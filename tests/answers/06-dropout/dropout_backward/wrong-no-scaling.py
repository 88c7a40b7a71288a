# The gradient is not divided by 1 - p.
# says: not divided by 1 - p
def dropout_forward(x, p, rng):
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p), mask


def dropout_backward(dy, mask, p):
    return dy * mask
