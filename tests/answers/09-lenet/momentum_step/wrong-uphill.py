# Adds the step.
# says: goes uphill
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    v = momentum * velocity + dw + weight_decay * w
    return w + rate * v, v
