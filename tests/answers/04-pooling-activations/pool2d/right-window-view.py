# A view of all windows at once; for the average, sums are divided by counts.
def pool2d(x, kernel, stride=None, padding=0, mode="max"):
    stride = kernel if stride is None else stride
    k, s, p = (np.broadcast_to(size, 2) for size in (kernel, stride, padding))
    pads = ((0, 0), (0, 0), (p[0], p[0]), (p[1], p[1]))

    def windows(a, fill):
        a = np.pad(a.astype(float), pads, constant_values=fill)
        return np.lib.stride_tricks.sliding_window_view(a, tuple(k), axis=(2, 3))[:, :, :: s[0], :: s[1]]

    if mode == "max":
        return windows(x, -np.inf).max(axis=(-1, -2))
    return windows(x, 0).sum(axis=(-1, -2)) / windows(np.ones(x.shape), 0).sum(axis=(-1, -2))
