# One loop over the kernel: shifted pictures, mixed by a matrix at every pixel.
def conv2d_nchw(x, w, b=None, stride=1, padding=0):
    def pair(value):
        return value if isinstance(value, (tuple, list)) else (value, value)

    (s_h, s_w), (p_h, p_w) = pair(stride), pair(padding)
    n, c_in, height, width = x.shape
    c_out, _, k_h, k_w = w.shape
    padded = np.zeros((n, c_in, height + 2 * p_h, width + 2 * p_w))
    padded[:, :, p_h : p_h + height, p_w : p_w + width] = x
    rows, columns = (height + 2 * p_h - k_h) // s_h + 1, (width + 2 * p_w - k_w) // s_w + 1
    y = np.zeros((n, c_out, rows, columns)) + (0 if b is None else b.reshape(1, -1, 1, 1))
    for u in range(k_h):
        for v in range(k_w):
            shifted = padded[:, :, u : u + s_h * rows : s_h, v : v + s_w * columns : s_w][:, :, :rows, :columns]
            y += np.einsum("oc,ncij->noij", w[:, :, u, v], shifted)
    return y
