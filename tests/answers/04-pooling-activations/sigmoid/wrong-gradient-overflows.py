# The value is stable, its derivative is not.
# says: exp overflowed
def sigmoid(x):
    return np.where(x >= 0, 1, np.exp(-np.abs(x))) / (1 + np.exp(-np.abs(x)))


def sigmoid_backward(dy, x):
    return dy * np.exp(-x) / (1 + np.exp(-x)) ** 2
