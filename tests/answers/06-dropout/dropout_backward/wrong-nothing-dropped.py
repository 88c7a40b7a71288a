# Nothing is dropped at all.
# says: nothing is left to chance
def dropout_forward(x, p, rng):
    return x, np.ones(x.shape)


def dropout_backward(dy, mask, p):
    return dy * mask
