# One loop over the weights: each adds a shifted copy of the picture.
def conv2d(x, w, bias=0.0):
    rows, columns = x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1
    y = np.full((rows, columns), float(bias))
    for (u, v), weight in np.ndenumerate(w):
        y += weight * x[u : u + rows, v : v + columns]
    return y
