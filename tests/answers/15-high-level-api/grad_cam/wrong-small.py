# Not enlarged.
# says: The heat is not enlarged
def grad_cam(maps, gradients, size):
    weights = gradients.mean(axis=(1, 2))
    heat = np.maximum((weights[:, None, None] * maps).sum(axis=0), 0)
    return heat
