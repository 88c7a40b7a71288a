# Averages over N and H.
# says: over N and H alone
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    axes = 0 if x.ndim == 2 else (0, 2)
    own = (0, *range(2, x.ndim))
    mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
    shape = [1, -1] + [1] * (x.ndim - 2)
    y = gamma.reshape(shape) * (x - mean) / np.sqrt(variance + epsilon) + beta.reshape(shape)
    return y, x.mean(axis=own), x.var(axis=own)
