# The result is made with the type of x, which cuts fractions of whole numbers off.
# says: Fractions are cut off
def sigmoid(x):
    y = np.zeros_like(x); y[x >= 0] = 1 / (1 + np.exp(-x[x >= 0])); y[x < 0] = np.exp(x[x < 0]) / (1 + np.exp(x[x < 0])); return y
def sigmoid_backward(dy, x):
    y = sigmoid(x); return dy * y * (1 - y)
