def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    new_velocity = np.add(np.multiply(momentum, velocity), dw)
    if weight_decay:
        new_velocity = new_velocity + np.multiply(weight_decay, w)
    new_w = np.array(w, copy=True)
    new_w -= np.multiply(rate, new_velocity)
    return [new_w, new_velocity]
