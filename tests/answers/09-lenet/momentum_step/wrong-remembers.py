# Keeps a velocity of its own between calls.
# says: momentum_step with rate
kept = {}
def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    old = kept.get(w.shape, np.zeros_like(w))
    kept[w.shape] = momentum * old + dw + weight_decay * w
    return w - rate * kept[w.shape], kept[w.shape]
