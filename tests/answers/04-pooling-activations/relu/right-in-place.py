# Copies are changed in place.
def relu(x):
    y = x.copy()
    y[y < 0] = 0
    return y


def relu_backward(dy, x):
    dx = dy.copy()
    dx[x <= 0] = 0
    return dx
