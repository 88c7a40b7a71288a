def momentum_step(w, dw, velocity, rate, momentum, weight_decay=0.0):
    w_t, g, v = (paddle.to_tensor(np.asarray(a, dtype="float64")) for a in (w, dw, velocity))
    v = v * momentum + g + w_t * weight_decay
    return (w_t - v * rate).numpy(), v.numpy()
