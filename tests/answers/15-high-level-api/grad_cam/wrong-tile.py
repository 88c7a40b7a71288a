# Tiled, not enlarged.
# says: repeated side by side
def grad_cam(maps, gradients, size):
    weights = gradients.mean(axis=(1, 2))
    heat = np.maximum((weights[:, None, None] * maps).sum(axis=0), 0)
    return np.tile(heat, (size[0] // heat.shape[0], size[1] // heat.shape[1]))
