# The way through the variance uses x - mean.
# says: it needs the normalized x
def batch_norm_backward(dy, x, gamma, epsilon=1e-5):
    axes, m = (0, 2, 3), x.size / x.shape[1]
    mean, variance = x.mean(axes, keepdims=True), x.var(axes, keepdims=True)
    std = np.sqrt(variance + epsilon)
    normal = (x - mean) / std
    g = gamma.reshape(1, -1, 1, 1)
    first = dy.sum(axes, keepdims=True) / m
    second = (x - mean) * (dy * (x - mean)).sum(axes, keepdims=True) / m
    dx = g / std * (dy - first - second)
    dgamma, dbeta = (dy * normal).sum(axes), dy.sum(axes)
    return dx, dgamma, dbeta
