# The forward pass hands on another draw than it used.
# says: compared with x · mask
def dropout_forward(x, p, rng):
    y = x * (rng.random(x.shape) >= p) / (1 - p)
    return y, rng.random(x.shape) >= p


def dropout_backward(dy, mask, p):
    return dy * mask / (1 - p)
