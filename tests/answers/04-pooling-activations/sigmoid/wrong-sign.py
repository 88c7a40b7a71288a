# The sign of the exponent is turned.
# says: The sign of the exponent is turned
def sigmoid(x):
    return 1 / (1 + np.exp(np.clip(x, -500, 500)))


def sigmoid_backward(dy, x):
    return dy * sigmoid(x) * (1 - sigmoid(x))
