# The picture is thinned out before the convolution.
# says: thinned out before the convolution
def conv2d(x, w, bias=0.0, stride=1, padding=0):
    s_h, s_w = (stride, stride) if isinstance(stride, int) else stride
    p = np.array(padding)
    top, bottom, left, right = np.repeat(p, 4) if p.ndim == 0 else p if p.size == 4 else np.repeat(p, 2)
    padded = np.pad(x.astype(float), ((top, bottom), (left, right)))[::s_h, ::s_w]
    k_h, k_w = w.shape
    s_h = s_w = 1
    rows, columns = padded.shape[0] - k_h + 1, padded.shape[1] - k_w + 1
    y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            y[i, j] = (padded[i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w] * w).sum() + bias
    return y
