# One shifted and thinned picture for each weight.
def conv2d(x, w, bias=0.0, stride=1, padding=0):
    s_h, s_w = (stride, stride) if isinstance(stride, int) else stride
    p = np.array(padding)
    top, bottom, left, right = np.repeat(p, 4) if p.ndim == 0 else p if p.size == 4 else np.repeat(p, 2)
    padded = np.pad(x.astype(float), ((top, bottom), (left, right)))
    k_h, k_w = w.shape
    rows, columns = (padded.shape[0] - k_h) // s_h + 1, (padded.shape[1] - k_w) // s_w + 1
    y = np.full((rows, columns), float(bias))
    for u in range(k_h):
        for v in range(k_w):
            y += w[u, v] * padded[u : u + rows * s_h : s_h, v : v + columns * s_w : s_w][:rows, :columns]
    return y
