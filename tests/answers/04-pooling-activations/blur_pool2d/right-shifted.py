# Shifted arrays, weighted.
def _maxima(x):
    return np.maximum(np.maximum(x[:, :, :-1, :-1], x[:, :, :-1, 1:]), np.maximum(x[:, :, 1:, :-1], x[:, :, 1:, 1:]))


def _blur(a, mode="edge", weights=np.outer([1, 2, 1], [1, 2, 1]) / 16, step=2, start=0):
    rows, columns = a.shape[2:]
    a = np.pad(a, ((0, 0), (0, 0), (1, 1), (1, 1)), mode=mode)
    y = sum(weights[u, v] * a[:, :, u : u + rows, v : v + columns] for u in range(3) for v in range(3))
    return y[:, :, start::step, start::step]


def blur_pool2d(x):
    return _blur(_maxima(x))
