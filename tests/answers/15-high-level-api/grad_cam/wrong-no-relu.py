# No ReLU at the end.
# says: The ReLU at the end is missing
def grad_cam(maps, gradients, size):
    weights = gradients.mean(axis=(1, 2))
    heat = (weights[:, None, None] * maps).sum(axis=0)
    return np.kron(heat, np.ones((size[0] // heat.shape[0], size[1] // heat.shape[1])))
