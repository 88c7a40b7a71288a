# Along the graph: first the variance, then the mean, then the pixel.
def batch_norm_backward(dy, x, gamma, epsilon=1e-5):
    axes, m = (0, 2, 3), x.size / x.shape[1]
    mean = x.mean(axis=axes, keepdims=True)
    centred = x - mean
    variance = (centred**2).mean(axis=axes, keepdims=True)
    inverse = (variance + epsilon) ** -0.5
    dnormal = dy * gamma[:, None, None]
    dvariance = (dnormal * centred).sum(axis=axes, keepdims=True) * -0.5 * inverse**3
    dmean = -(dnormal * inverse).sum(axis=axes, keepdims=True)
    dx = dnormal * inverse + dvariance * 2 * centred / m + dmean / m
    return dx, (dy * centred * inverse).sum(axis=axes), dy.sum(axis=axes)
