# Statistics over rows and columns only.
# says: statistics are per picture
def batch_norm_backward(dy, x, gamma, epsilon=1e-5):
    axes, m = (0, 2, 3), x.size / x.shape[1]
    mean, variance = x.mean((2, 3), keepdims=True), x.var((2, 3), keepdims=True)
    std = np.sqrt(variance + epsilon)
    normal = (x - mean) / std
    g = gamma.reshape(1, -1, 1, 1)
    first = dy.mean((2, 3), keepdims=True)
    second = normal * (dy * normal).mean((2, 3), keepdims=True)
    dx = g / std * (dy - first - second)
    dgamma, dbeta = (dy * normal).sum(axes), dy.sum(axes)
    return dx, dgamma, dbeta
