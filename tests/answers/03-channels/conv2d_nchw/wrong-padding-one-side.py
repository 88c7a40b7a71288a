# Padding above and on the left only.
# says: on the top and left sides only
def conv2d_nchw(x, w, b=None, stride=1, padding=0):
    (s_h, s_w), (p_h, p_w) = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)
    x = np.pad(x, [(0, 0), (0, 0), (p_h, 0), (p_w, 0)])
    (n, c_in, height, width), (c_out, _, k_h, k_w) = x.shape, w.shape
    y = np.zeros((n, c_out, (height - k_h) // s_h + 1, (width - k_w) // s_w + 1))
    for picture in range(n):
        for o in range(c_out):
            for i in range(y.shape[2]):
                for j in range(y.shape[3]):
                    window = x[picture, :, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]
                    y[picture, o, i, j] = (window * w[o]).sum()
            if b is not None:
                y[picture, o] += b[o]
    return y
