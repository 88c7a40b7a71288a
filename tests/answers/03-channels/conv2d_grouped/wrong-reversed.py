# The groups come out in reverse order.
# says: in reverse order
def conv2d_grouped(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    if x.shape[1] % groups or len(w) % groups:
        raise ValueError("groups must divide both numbers of channels")
    s, p, d = (np.broadcast_to(value, 2) for value in (stride, padding, dilation))
    x = np.pad(x, [(0, 0), (0, 0), (p[0], p[0]), (p[1], p[1])])
    c_out, c_group, k_h, k_w = w.shape
    size = (d[0] * (k_h - 1) + 1, d[1] * (k_w - 1) + 1)
    windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=(2, 3))
    windows = windows[:, :, :: s[0], :: s[1], :: d[0], :: d[1]]
    windows = windows.reshape(len(x), groups, c_group, *windows.shape[2:])
    filters = w.reshape(groups, c_out // groups, c_group, k_h, k_w)
    y = np.einsum("ngcijuv,gocuv->ngoij", windows, filters)
    y = y[:, ::-1]
    y = y.reshape(len(x), c_out, *y.shape[3:])
    if b is not None:
        y = y + b[:, None, None]
    return y
