# Averages the variances of the pictures.
# says: The variances of the pictures are averaged
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    axes, shape = (0, *range(2, x.ndim)), [1, -1] + [1] * (x.ndim - 2)
    mean = x.mean(axis=axes)
    variance = x.var(axis=(2, 3)).mean(axis=0) if x.ndim == 4 else x.var(axis=0)
    normalized = (x - mean.reshape(shape)) / np.sqrt(variance.reshape(shape) + epsilon)
    return gamma.reshape(shape) * normalized + beta.reshape(shape), mean, variance
