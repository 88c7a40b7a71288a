# Gradient descent without momentum.
# says: The step uses the gradient alone
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    v = momentum * velocity + dw + weight_decay * w
    return w - rate * (dw + weight_decay * w), v
