# The forward pass returns no mask.
# says: return y, mask
def dropout_forward(x, p, rng):
    return x * (rng.random(x.shape) >= p) / (1 - p)


def dropout_backward(dy, mask, p):
    return dy * mask / (1 - p)
