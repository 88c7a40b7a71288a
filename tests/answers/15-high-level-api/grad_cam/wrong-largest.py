# The largest gradient as the weight.
# says: not the largest number of it
def grad_cam(maps, gradients, size):
    weights = gradients.max(axis=(1, 2))
    heat = np.maximum((weights[:, None, None] * maps).sum(axis=0), 0)
    return np.kron(heat, np.ones((size[0] // heat.shape[0], size[1] // heat.shape[1])))
