# Exactly the share p is dropped in every call.
# says: with a draw for each value the number varies
def dropout_forward(x, p, rng):
    mask = np.ones(x.size)
    mask[: round(p * x.size)] = 0
    mask = rng.permutation(mask).reshape(x.shape)
    return x * mask / (1 - p), mask


def dropout_backward(dy, mask, p):
    return dy * mask / (1 - p)
