# By a logarithm of a sum of exponentials.
def sigmoid(x):
    return np.exp(-np.logaddexp(0, -x))


def sigmoid_backward(dy, x):
    return dy * sigmoid(x) * (1 - sigmoid(x))
