# Puts the rate inside the velocity.
# says: The rate is inside the velocity
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    v = momentum * velocity + rate * (dw + weight_decay * w)
    return w - v, v
