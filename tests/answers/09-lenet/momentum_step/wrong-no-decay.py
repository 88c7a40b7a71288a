# Ignores the weight decay.
# says: The weight decay is not used
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    v = momentum * velocity + dw
    return w - rate * v, v
