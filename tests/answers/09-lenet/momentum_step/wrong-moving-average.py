# Weighs the gradient with 1 - momentum.
# says: weighed with 1 - momentum
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    v = momentum * velocity + (1 - momentum) * (dw + weight_decay * w)
    return w - rate * v, v
