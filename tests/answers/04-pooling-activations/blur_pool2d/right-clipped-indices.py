# Border repeated by clipping indices.
def blur_pool2d(x):
    d = pool2d(x, 2, stride=1); E = ((0, 0), (0, 0), (1, 1), (1, 1))
    blur = lambda a: ((a[:, :, :-2] + 2 * a[:, :, 1:-1] + a[:, :, 2:])[..., :-2] + 2 * (a[:, :, :-2] + 2 * a[:, :, 1:-1] + a[:, :, 2:])[..., 1:-1] + (a[:, :, :-2] + 2 * a[:, :, 1:-1] + a[:, :, 2:])[..., 2:]) / 16
    n, c, h, w = x.shape
    y = np.zeros((n, c, h // 2, w // 2))
    for i in range(h // 2):
        for j in range(w // 2):
            for u in (-1, 0, 1):
                for v in (-1, 0, 1):
                    r, s = min(max(2 * i + u, 0), h - 2), min(max(2 * j + v, 0), w - 2)
                    y[:, :, i, j] += (2 - abs(u)) * (2 - abs(v)) / 16 * x[:, :, r : r + 2, s : s + 2].max((2, 3))
    return y
