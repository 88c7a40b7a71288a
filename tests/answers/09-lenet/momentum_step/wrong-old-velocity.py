# Steps with the old velocity.
# says: uses the old velocity
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    v = momentum * velocity + dw + weight_decay * w
    return w - rate * velocity, v
