# Value by value.
def dropout_forward(x, p, rng):
    y, mask = np.zeros(x.shape), np.zeros(x.shape, dtype=int)
    for place in np.ndindex(x.shape):
        if rng.random() >= p:
            mask[place] = 1
            y[place] = x[place] / (1 - p)
    return y, mask


def dropout_backward(dy, mask, p):
    dx = np.array(dy, dtype=float)
    dx[np.asarray(mask) == 0] = 0
    dx /= 1 - p
    return dx
