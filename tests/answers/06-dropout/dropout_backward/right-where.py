# np.where, a mask of numbers, and a list of two results.
def dropout_forward(x, p, rng):
    mask = rng.binomial(1, 1 - p, size=x.shape).astype(float)
    return [np.where(mask == 1, x / (1 - p), 0), mask]


def dropout_backward(dy, mask, p):
    return np.where(mask, dy, 0) / (1 - p)
