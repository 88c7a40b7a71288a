# Normalizes each sample by itself.
# says: Each sample is normalized by itself
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    own = (0, *range(2, x.ndim))
    axes = tuple(range(1, x.ndim))
    mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
    shape = [1, -1] + [1] * (x.ndim - 2)
    y = gamma.reshape(shape) * (x - mean) / np.sqrt(variance + epsilon) + beta.reshape(shape)
    return y, x.mean(axis=own), x.var(axis=own)
