# The scaling is put into the mask.
# says: is put into the mask
def dropout_forward(x, p, rng):
    mask = (rng.random(x.shape) >= p) / (1 - p)
    return x * mask, mask


def dropout_backward(dy, mask, p):
    return dy * mask
