# Returns the weights alone.
# says: return two arrays
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    return w - rate * (momentum * velocity + dw + weight_decay * w)
