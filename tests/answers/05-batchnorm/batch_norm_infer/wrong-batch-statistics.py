# Uses the batch.
# says: These are the batch's own mean and variance
def batch_norm_infer(x, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    shape = [1, -1] + [1] * (x.ndim - 2)
    g, b, m, v = (values.reshape(shape) for values in (gamma, beta, running_mean, running_variance))
    m, v = (f(x, axis=(0, *range(2, x.ndim)), keepdims=True) for f in (np.mean, np.var))
    return g * (x - m) / np.sqrt(v + epsilon) + b
