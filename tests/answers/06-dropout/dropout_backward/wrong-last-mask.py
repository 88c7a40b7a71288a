# The mask of the last forward pass is kept, and the one given is ignored where it fits.
# says: compared with differences
def dropout_forward(x, p, rng):
    global LAST
    mask = rng.random(x.shape) >= p
    LAST = mask
    return x * mask / (1 - p), mask


def dropout_backward(dy, mask, p):
    return dy * LAST / (1 - p) if LAST.shape == dy.shape else dy * mask / (1 - p)
