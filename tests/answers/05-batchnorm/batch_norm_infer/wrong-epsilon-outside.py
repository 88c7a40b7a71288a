# epsilon beside the root.
# says: add it to the variance, under the root
def batch_norm_infer(x, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    shape = [1, -1] + [1] * (x.ndim - 2)
    g, b, m, v = (values.reshape(shape) for values in (gamma, beta, running_mean, running_variance))
    axes = (0, *range(2, x.ndim))
    return g * (x - m) / (np.sqrt(v) + epsilon) + b
