# Rows and columns looked up by arrays of indices.
def im2col(x, k_h, k_w, stride=1, padding=0, dilation=1):
    def pair(value):
        return (value, value) if isinstance(value, int) else tuple(value)

    (s_h, s_w), (p_h, p_w), (d_h, d_w) = pair(stride), pair(padding), pair(dilation)
    n, c, height, width = x.shape
    padded = np.zeros((n, c, height + 2 * p_h, width + 2 * p_w), x.dtype)
    padded[:, :, p_h : p_h + height, p_w : p_w + width] = x
    rows = np.arange(0, height + 2 * p_h - d_h * (k_h - 1), s_h)
    columns = np.arange(0, width + 2 * p_w - d_w * (k_w - 1), s_w)
    i = d_h * np.arange(k_h)[:, None, None, None] + rows[:, None]
    j = d_w * np.arange(k_w)[:, None, None] + columns
    return padded[:, :, i, j].transpose(1, 2, 3, 0, 4, 5).reshape(c * k_h * k_w, -1)
