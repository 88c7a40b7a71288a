# With a masked array.
def pool2d(x, kernel, stride=None, padding=0, mode="max"):
    k_h, k_w = np.broadcast_to(kernel, 2)
    s_h, s_w = np.broadcast_to(kernel if stride is None else stride, 2)
    p_h, p_w = np.broadcast_to(padding, 2)
    n, c, h, w = x.shape
    out = np.ma.masked_all((n, c, h + 2 * p_h, w + 2 * p_w))
    out[:, :, p_h : p_h + h, p_w : p_w + w] = x
    rows = []
    for top in range(0, h + 2 * p_h - k_h + 1, s_h):
        rows.append([])
        for left in range(0, w + 2 * p_w - k_w + 1, s_w):
            window = out[:, :, top : top + k_h, left : left + k_w]
            rows[-1].append(np.ma.getdata(window.max((2, 3)) if mode == "max" else window.mean((2, 3))))
    return np.array(rows).transpose(2, 3, 0, 1)
