# The columns of the matrix go kernel first, the weights channel first.
# says: values are wrong
def conv2d_im2col(x, w, b=None, stride=1, padding=0, dilation=1):
    s, p, d = (np.broadcast_to(value, 2) for value in (stride, padding, dilation))
    c_out, c_in, k_h, k_w = w.shape
    x = np.pad(x, [(0, 0), (0, 0), (p[0], p[0]), (p[1], p[1])])
    size = (d[0] * (k_h - 1) + 1, d[1] * (k_w - 1) + 1)
    windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=(2, 3))
    windows = windows[:, :, :: s[0], :: s[1], :: d[0], :: d[1]]
    n, _, rows, columns = windows.shape[:4]
    matrix = windows.transpose(4, 5, 1, 0, 2, 3).reshape(c_in * k_h * k_w, -1)
    y = w.reshape(c_out, -1) @ matrix
    if b is not None:
        y += b[:, None]
    return y.reshape(c_out, n, rows, columns).swapaxes(0, 1)
