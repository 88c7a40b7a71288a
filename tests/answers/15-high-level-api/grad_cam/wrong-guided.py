# Negative gradients are set to 0 first.
# says: Negative gradients are set to 0 before their mean
def grad_cam(maps, gradients, size):
    weights = np.maximum(gradients, 0).mean(axis=(1, 2))
    heat = np.maximum((weights[:, None, None] * maps).sum(axis=0), 0)
    return np.kron(heat, np.ones((size[0] // heat.shape[0], size[1] // heat.shape[1])))
