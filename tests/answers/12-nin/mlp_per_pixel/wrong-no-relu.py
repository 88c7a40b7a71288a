# ReLU is forgotten.
# says: There is no ReLU
def mlp_per_pixel(x, layers):
    y = x.transpose(0, 2, 3, 1)
    for i, (w, b) in enumerate(layers):
        y = y @ w.T + b
        y = y + 0
    return y.transpose(0, 3, 1, 2)
