# An ordinary convolution whose weights are zero between groups.
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    c_in, c_out = x.shape[1], w.shape[0]
    if c_in % groups or c_out % groups:
        raise ValueError(f"{c_in} and {c_out} channels cannot be divided into groups={groups}")
    each_in, each_out = c_in // groups, c_out // groups
    dense = np.zeros((c_out, c_in, *w.shape[2:]))
    for g in range(groups):
        dense[g * each_out : (g + 1) * each_out, g * each_in : (g + 1) * each_in] = w[g * each_out : (g + 1) * each_out]
    s, p, d = (np.broadcast_to(value, 2) for value in (stride, padding, dilation))
    x = np.pad(x, [(0, 0), (0, 0), (p[0], p[0]), (p[1], p[1])])
    size = (d[0] * (w.shape[2] - 1) + 1, d[1] * (w.shape[3] - 1) + 1)
    windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=(2, 3))[:, :, :: s[0], :: s[1], :: d[0], :: d[1]]
    y = np.einsum("ncijuv,ocuv->noij", windows, dense)
    return y if b is None else y + b.reshape(1, -1, 1, 1)
