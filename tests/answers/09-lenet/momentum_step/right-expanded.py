def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    new = np.multiply(momentum, velocity)
    new = new + np.asarray(dw)
    if weight_decay:
        new = new + weight_decay * np.asarray(w)
    return np.subtract(w, rate * new), new
