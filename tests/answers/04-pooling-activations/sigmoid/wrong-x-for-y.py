# The formula y(1 - y) is used with x.
# says: x(1 - x) is used
def sigmoid(x):
    return np.where(x >= 0, 1, np.exp(-np.abs(x))) / (1 + np.exp(-np.abs(x)))


def sigmoid_backward(dy, x):
    return dy * x * (1 - x)
