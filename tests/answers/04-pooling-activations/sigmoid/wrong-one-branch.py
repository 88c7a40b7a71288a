# The absolute value is never undone.
# says: For negative numbers
def sigmoid(x):
    return 1 / (1 + np.exp(-np.abs(x)))


def sigmoid_backward(dy, x):
    return dy * sigmoid(x) * (1 - sigmoid(x))
