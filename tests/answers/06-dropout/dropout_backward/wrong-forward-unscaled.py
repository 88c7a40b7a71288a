# The forward pass does not divide.
# says: y is not divided by 1 - p
def dropout_forward(x, p, rng):
    mask = rng.random(x.shape) >= p
    return x * mask, mask


def dropout_backward(dy, mask, p):
    return dy * mask / (1 - p)
