# Keeps the averaged axes, and squeezes them away at the end.
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    axes = tuple(axis for axis in range(x.ndim) if axis != 1)
    mean = np.mean(x, axis=axes, keepdims=True)
    variance = np.mean(x**2, axis=axes, keepdims=True) - mean**2
    y = np.expand_dims(gamma, axes) * ((x - mean) / np.sqrt(np.maximum(variance, 0) + epsilon)) + np.expand_dims(beta, axes)
    return y, mean.squeeze(axes), variance.squeeze(axes)
