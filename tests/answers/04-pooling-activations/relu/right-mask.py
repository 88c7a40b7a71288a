# A mask times the numbers.
def relu(x):
    return x * (x > 0)


def relu_backward(dy, x):
    return dy * np.heaviside(x, 0.0)
