# Inside a channel the kernel is read downwards.
# says: the kernel's columns come before its rows
def im2col(x, k_h, k_w, stride=1, padding=0, dilation=1):
    s, p, d = (np.broadcast_to(value, 2) for value in (stride, padding, dilation))
    x = np.pad(x, [(0, 0), (0, 0), (p[0], p[0]), (p[1], p[1])])
    size = (d[0] * (k_h - 1) + 1, d[1] * (k_w - 1) + 1)
    windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=(2, 3))
    windows = windows[:, :, :: s[0], :: s[1], :: d[0], :: d[1]]
    n, c = x.shape[:2]
    matrix = windows.transpose(1, 5, 4, 0, 2, 3).reshape(c * k_h * k_w, -1)
    return matrix
