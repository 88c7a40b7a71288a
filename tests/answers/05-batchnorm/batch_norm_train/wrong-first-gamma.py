# One gamma and one beta for all.
# says: Only the first gamma and beta are used
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    axes, shape = (0, *range(2, x.ndim)), [1, -1] + [1] * (x.ndim - 2)
    mean, variance = x.mean(axis=axes), x.var(axis=axes)
    normalized = (x - mean.reshape(shape)) / np.sqrt(variance.reshape(shape) + epsilon)
    return gamma[0] * normalized + beta[0], mean, variance
