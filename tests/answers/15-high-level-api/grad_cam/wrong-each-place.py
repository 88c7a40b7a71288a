# Gradients times maps, place by place.
# says: a map has ONE weight
def grad_cam(maps, gradients, size):
    weights = gradients.mean(axis=(1, 2))
    heat = np.maximum((gradients * maps).sum(axis=0), 0)
    return np.kron(heat, np.ones((size[0] // heat.shape[0], size[1] // heat.shape[1])))
