# Leaves beta out.
# says: beta is not added
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    axes = (0, *range(2, x.ndim))
    mean, variance = x.mean(axis=axes), x.var(axis=axes)
    shape = [1, -1] + [1] * (x.ndim - 2)
    m, v, g, b = (values.reshape(shape) for values in (mean, variance, gamma, beta))
    normalized = (x - m) / np.sqrt(v + epsilon)
    y = g * normalized
    return y, mean, variance
