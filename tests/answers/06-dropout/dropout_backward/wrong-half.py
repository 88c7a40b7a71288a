# 1 - p is taken to be 0.5.
# says: got 2
def dropout_forward(x, p, rng):
    mask = rng.random(x.shape) >= p
    return 2 * x * mask, mask


def dropout_backward(dy, mask, p):
    return 2 * dy * mask
