# Nesterov's momentum.
# says: Nesterov
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    g = dw + weight_decay * w
    v = momentum * velocity + g
    return w - rate * (g + momentum * v), v
