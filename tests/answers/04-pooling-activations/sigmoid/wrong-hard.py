# A piecewise-linear sigmoid.
# says: expected 0.25
def sigmoid(x):
    return np.clip(x / 6 + 0.5, 0, 1)


def sigmoid_backward(dy, x):
    return dy * sigmoid(x) * (1 - sigmoid(x))
