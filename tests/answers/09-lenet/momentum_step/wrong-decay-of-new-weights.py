# Decays the weights after the step.
# says: shrinks the new weights
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    velocity = momentum * velocity + dw
    w = w - rate * velocity
    return w - rate * weight_decay * w, velocity
