# Subtracts the mean unscaled.
# says: The running mean is not multiplied
def fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    factor = gamma / np.sqrt(running_variance + epsilon)
    bias = 0 * gamma if b is None else b
    return w * factor.reshape(-1, 1, 1, 1), bias * factor - running_mean + beta
