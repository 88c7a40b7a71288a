# Changes the arrays that it was given.
# says: momentum_step
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    velocity += dw
    w -= rate * velocity
    return w, velocity
