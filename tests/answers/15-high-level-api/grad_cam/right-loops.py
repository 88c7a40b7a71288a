# Map by map, enlarged by repeat.
def grad_cam(maps, gradients, size):
    heat = np.zeros(maps.shape[1:])
    for one, gradient in zip(maps, gradients):
        heat = heat + gradient.mean() * one
    heat[heat < 0] = 0
    return heat.repeat(size[0] // len(heat), axis=0).repeat(size[1] // heat.shape[1], axis=1)
