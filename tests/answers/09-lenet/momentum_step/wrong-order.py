# Returns velocity and weights in the other order.
# says: in the other order
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    v = momentum * velocity + dw + weight_decay * w
    return v, w - rate * v
