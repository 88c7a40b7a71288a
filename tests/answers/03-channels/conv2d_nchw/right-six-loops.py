# All loops but the last, in plain Python, from padding to bias.
def conv2d_nchw(x, w, b=None, stride=1, padding=0):
    s_h, s_w = (stride, stride) if isinstance(stride, int) else stride
    p_h, p_w = (padding, padding) if isinstance(padding, int) else padding
    (n, c_in, height, width), (c_out, _, k_h, k_w) = x.shape, w.shape
    rows, columns = (height + 2 * p_h - k_h) // s_h + 1, (width + 2 * p_w - k_w) // s_w + 1
    y = np.zeros((n, c_out, rows, columns))
    for o in range(c_out):
        for i in range(rows):
            for j in range(columns):
                for u in range(k_h):
                    for v in range(k_w):
                        r, q = i * s_h + u - p_h, j * s_w + v - p_w
                        if 0 <= r < height and 0 <= q < width:
                            y[:, o, i, j] += x[:, :, r, q] @ w[o, :, u, v]
        if b is not None:
            y[:, o] += b[o]
    return y
