def _decayed(w, dw, decay):
    return dw + decay * w
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    first = (1 - rate * weight_decay) * w - rate * dw - rate * momentum * velocity
    return first, (w - first) / rate
