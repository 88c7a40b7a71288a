# No root.
# says: The root of the variance is missing
def fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    factor = gamma / (running_variance + epsilon)
    bias = 0 * gamma if b is None else b
    return w * factor.reshape(-1, 1, 1, 1), (bias - running_mean) * factor + beta
