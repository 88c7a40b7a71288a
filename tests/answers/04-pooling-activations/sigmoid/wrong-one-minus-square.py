# 1 - y², the derivative of tanh in terms of its value.
# says: not 1 - y²
def sigmoid(x):
    e = np.exp(-np.abs(x)); return np.where(x >= 0, 1, e) / (1 + e)
def sigmoid_backward(dy, x):
    y = sigmoid(x); return dy * (1 - y ** 2)
