# einsum, and places looked up.
def grad_cam(maps, gradients, size):
    heat = np.einsum("chw,c->hw", maps, np.einsum("chw->c", gradients) / gradients[0].size).clip(min=0)
    rows = np.arange(size[0]) * heat.shape[0] // size[0]
    columns = np.arange(size[1]) * heat.shape[1] // size[1]
    return heat[np.ix_(rows, columns)]
