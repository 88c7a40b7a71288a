# Subtracts the batch's mean.
# says: The mean is the batch's own
def batch_norm_infer(x, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    shape = [1, -1] + [1] * (x.ndim - 2)
    mean = x.mean(axis=(0, *range(2, x.ndim)), keepdims=True)
    factor = gamma / np.sqrt(running_variance + epsilon)
    return (x - mean) * factor.reshape(shape) + beta.reshape(shape)
