# e^x / (1 + e^x) overflows.
# says: exp overflowed
def sigmoid(x):
    return np.exp(x) / (1 + np.exp(x))


def sigmoid_backward(dy, x):
    return dy * sigmoid(x) * (1 - sigmoid(x))
