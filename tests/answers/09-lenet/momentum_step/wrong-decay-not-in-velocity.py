# The weight decay acts in the step, but the velocity that is returned is without it.
# says: so the velocity gets it, too
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    velocity = momentum * velocity + dw
    return w - rate * (velocity + weight_decay * w), velocity
