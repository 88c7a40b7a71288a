# Each window cut at the picture's border, float32, a helper beside the answer.
def _two(size):
    return tuple(size) if isinstance(size, (tuple, list)) else (size, size)

def pool2d(x: np.ndarray, kernel, stride=None, padding=0, mode: str = "max") -> np.ndarray:
    k, p = _two(kernel), _two(padding)
    s = k if stride is None else _two(stride)
    n, c, h, w = x.shape
    out_h, out_w = 1 + (h + 2 * p[0] - k[0]) // s[0], 1 + (w + 2 * p[1] - k[1]) // s[1]
    y = np.empty((n, c, out_h, out_w), np.float32)
    for a in range(n):
        for b in range(c):
            for i in range(out_h):
                for j in range(out_w):
                    t, l = i * s[0] - p[0], j * s[1] - p[1]
                    part = x[a, b, max(t, 0) : t + k[0], max(l, 0) : l + k[1]]
                    y[a, b, i, j] = part.max() if mode == "max" else part.mean()
    return y
