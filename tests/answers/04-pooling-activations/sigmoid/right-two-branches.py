# Positive and negative numbers take two branches.
def sigmoid(x):
    x = np.asarray(x, dtype=float)
    y = np.empty_like(x)
    y[x >= 0] = 1 / (1 + np.exp(-x[x >= 0]))
    powers = np.exp(x[x < 0])
    y[x < 0] = powers / (1 + powers)
    return y


def sigmoid_backward(dy, x):
    s = sigmoid(x)
    return (s - s**2) * dy
