# The padding is -999, which large negative numbers are below.
# says: The padding is a finite number
def pool2d(x, kernel, stride=None, padding=0, mode="max"):
    pair = lambda s: (s, s) if np.ndim(s) == 0 else s
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = pair(kernel), pair(kernel if stride is None else stride), pair(padding)
    nothing = -999.0 if mode == "max" else np.nan
    padded = np.pad(np.asarray(x, dtype=float), ((0, 0), (0, 0), (p_h, p_h), (p_w, p_w)), constant_values=nothing)
    rows, columns = (padded.shape[2] - k_h) // s_h + 1, (padded.shape[3] - k_w) // s_w + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[:, :, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]
            y[:, :, i, j] = window.max((2, 3)) if mode == "max" else np.nanmean(window, (2, 3))
    return y
