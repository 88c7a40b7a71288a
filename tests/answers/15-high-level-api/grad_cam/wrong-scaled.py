# Divided by the largest value.
# says: leave it as it is
def grad_cam(maps, gradients, size):
    weights = gradients.mean(axis=(1, 2))
    heat = np.maximum((weights[:, None, None] * maps).sum(axis=0), 0)
    heat = heat / (heat.max() or 1)
    return np.kron(heat, np.ones((size[0] // heat.shape[0], size[1] // heat.shape[1])))
