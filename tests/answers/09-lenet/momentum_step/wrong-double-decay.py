# Takes twice the weight decay.
# says: The weight decay is doubled
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    v = momentum * velocity + dw + 2 * weight_decay * w
    return w - rate * v, v
