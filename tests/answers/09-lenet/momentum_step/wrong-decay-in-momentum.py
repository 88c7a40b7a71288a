# The weight decay pulls at the velocity.
# says: momentum_step, step
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    velocity = momentum * velocity + dw + weight_decay * velocity
    return w - rate * velocity, velocity
