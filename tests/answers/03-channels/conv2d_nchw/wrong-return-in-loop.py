# The return stands inside the loop over rows.
# says: does `return` stand inside a loop
def conv2d_nchw(x, w, b=None, stride=1, padding=0):
    (s_h, s_w), (p_h, p_w) = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)
    x = np.pad(x, [(0, 0), (0, 0), (p_h, p_h), (p_w, p_w)])
    (n, _, height, width), (c_out, _, k_h, k_w) = x.shape, w.shape
    y = np.zeros((n, c_out, (height - k_h) // s_h + 1, (width - k_w) // s_w + 1))
    for i in range(y.shape[2]):
        for j in range(y.shape[3]):
            window = x[:, :, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]
            y[:, :, i, j] = np.einsum("ncuv,ocuv->no", window, w)
        return y if b is None else y + b.reshape(1, -1, 1, 1)
