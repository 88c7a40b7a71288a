# Takes the weight decay past the velocity.
# says: so the velocity gets it, too
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    v = momentum * velocity + dw
    return w - rate * v - rate * weight_decay * w, v
