# The derivative at 0 is taken for one half.
# says: not one half
def relu(x):
    return np.maximum(x, 0)


def relu_backward(dy, x):
    return dy * np.heaviside(x, 0.5)
