# The absolute value.
# says: Signs are lost
def relu(x):
    return np.abs(x)


def relu_backward(dy, x):
    return dy * (x > 0)
