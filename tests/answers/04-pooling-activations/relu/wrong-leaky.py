# A leaky ReLU.
# says: expected 0
def relu(x):
    return np.maximum(x, 0.01 * x)


def relu_backward(dy, x):
    return dy * (x > 0)
