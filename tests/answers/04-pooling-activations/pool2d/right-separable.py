# Rows first, then columns; sizes made pairs by recursion.
def pool2d(x, kernel, stride=None, padding=0, mode="max"):
    if np.ndim(kernel) == 0:
        return pool2d(x, (kernel, kernel), stride, padding, mode)
    if stride is None:
        return pool2d(x, kernel, kernel, padding, mode)
    if np.ndim(stride) == 0:
        return pool2d(x, kernel, (stride, stride), padding, mode)
    if np.ndim(padding) == 0:
        return pool2d(x, kernel, stride, (padding, padding), mode)
    def along(a, axis, k, s, p, how, fill):
        a = np.moveaxis(a, axis, -1)
        a = np.concatenate([np.full((*a.shape[:-1], p), fill), a, np.full((*a.shape[:-1], p), fill)], -1)
        a = np.stack([how(a[..., i : i + k], -1) for i in range(0, a.shape[-1] - k + 1, s)], -1)
        return np.moveaxis(a, -1, axis)
    def both(a, how, fill):
        for axis in (0, 1):
            a = along(a, axis + 2, kernel[axis], stride[axis], padding[axis], how, fill)
        return a
    if mode == "max":
        return both(x, np.max, -np.inf)
    return both(x, np.sum, 0) / both(np.ones(x.shape), np.sum, 0)
