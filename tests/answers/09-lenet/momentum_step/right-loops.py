def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    after, moved = np.empty(w.shape), np.empty(w.shape)
    for index in np.ndindex(w.shape):
        moved[index] = momentum * velocity[index] + dw[index] + weight_decay * w[index]
        after[index] = w[index] - rate * moved[index]
    return [after, moved]
