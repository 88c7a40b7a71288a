# The weight decay with the wrong sign.
# says: wrong sign
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    velocity = momentum * velocity + dw - weight_decay * w
    return w - rate * velocity, velocity
