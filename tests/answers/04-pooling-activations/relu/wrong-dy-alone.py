# The gradient passes everywhere.
# says: dy is returned as it is
def relu(x):
    return np.maximum(x, 0)
def relu_backward(dy, x):
    return dy
