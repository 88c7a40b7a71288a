# By the hyperbolic tangent.
def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5 * x))


def sigmoid_backward(dy, x):
    return dy * sigmoid(x) * (1 - sigmoid(x))
