# dy is forgotten.
# says: multiply by dy
def relu(x):
    return np.maximum(x, 0)


def relu_backward(dy, x):
    return (x > 0) * 1.0
