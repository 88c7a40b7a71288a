# Four loops, no padding made: the window is cut to the picture.
def pool2d(x, kernel, stride=None, padding=0, mode="max"):
    def both(value):
        return [value, value] if isinstance(value, int) else list(value)

    k, p = both(kernel), both(padding)
    s = k if stride is None else both(stride)
    n, c, height, width = x.shape
    rows = (height + 2 * p[0] - k[0]) // s[0] + 1
    columns = (width + 2 * p[1] - k[1]) // s[1] + 1
    y = np.empty((n, c, rows, columns))
    for picture in range(n):
        for channel in range(c):
            for i in range(rows):
                for j in range(columns):
                    top, left = i * s[0] - p[0], j * s[1] - p[1]
                    window = x[picture, channel, max(top, 0) : top + k[0], max(left, 0) : left + k[1]]
                    y[picture, channel, i, j] = window.max() if mode == "max" else window.mean()
    return y
