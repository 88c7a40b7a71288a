# Four loops; what lies outside is left out.
def conv2d(x, w, bias=0.0, stride=1, padding=0):
    if isinstance(stride, int):
        stride = [stride] * 2
    if isinstance(padding, int):
        padding = [padding] * 4
    if len(padding) == 2:
        padding = [padding[0], padding[0], padding[1], padding[1]]
    t, b, l, r = padding
    H, W = x.shape
    y = []
    for i in range(-t, H + b - w.shape[0] + 1, stride[0]):
        y.append([])
        for j in range(-l, W + r - w.shape[1] + 1, stride[1]):
            total = bias
            for u in range(w.shape[0]):
                for v in range(w.shape[1]):
                    if 0 <= i + u < H and 0 <= j + v < W:
                        total = total + float(x[i + u, j + v]) * w[u, v]
            y[-1].append(total)
    return np.array(y)
