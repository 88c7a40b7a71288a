# The picture is padded before the maximum.
# says: padded before
def pool2d(x, kernel, stride=None, padding=0, mode="max"):
    """Pool x [N, C, H, W] with mode "max" or "average"; sizes are numbers or pairs (rows, columns)."""
    sizes = [kernel, kernel if stride is None else stride, padding]
    pairs = [(size, size) if np.ndim(size) == 0 else size for size in sizes]
    (k_h, k_w), (s_h, s_w), (p_h, p_w) = pairs
    nothing = -np.inf if mode == "max" else np.nan
    pads = ((0, 0), (0, 0), (p_h, p_h), (p_w, p_w))
    padded = np.pad(np.asarray(x, dtype=float), pads, constant_values=nothing)
    rows, columns = (padded.shape[2] - k_h) // s_h + 1, (padded.shape[3] - k_w) // s_w + 1
    y = np.zeros((*x.shape[:2], rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[:, :, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]
            y[:, :, i, j] = window.max((2, 3)) if mode == "max" else np.nanmean(window, (2, 3))
    return y


def blur_pool2d(x):
    d = pool2d(x, 2, stride=1); E = ((0, 0), (0, 0), (1, 1), (1, 1))
    blur = lambda a: ((a[:, :, :-2] + 2 * a[:, :, 1:-1] + a[:, :, 2:])[..., :-2] + 2 * (a[:, :, :-2] + 2 * a[:, :, 1:-1] + a[:, :, 2:])[..., 1:-1] + (a[:, :, :-2] + 2 * a[:, :, 1:-1] + a[:, :, 2:])[..., 2:]) / 16
    return blur(pool2d(np.pad(x, E, mode='edge'), 2, stride=1))[:, :, ::2, ::2]
