# Leaves the weights.
# says: The weights are as they were
def fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    factor = gamma / np.sqrt(running_variance + epsilon)
    bias = 0 * gamma if b is None else b
    return w, (bias - running_mean) * factor + beta
