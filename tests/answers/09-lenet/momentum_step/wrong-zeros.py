# Returns zeros.
# says: momentum_step with rate
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    return 0 * w, 0 * velocity
