# The sides are swapped.
# says: The sides are swapped
def relu(x):
    return np.minimum(x, 0)


def relu_backward(dy, x):
    return dy * (x < 0)
