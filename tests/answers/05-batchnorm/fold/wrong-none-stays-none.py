# Where there was no bias, there is none afterwards.
# says: there is no result (None)
def fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    factor = gamma / np.sqrt(running_variance + epsilon)
    bias = 0 * gamma if b is None else b
    return w * factor.reshape(-1, 1, 1, 1), None if b is None else (bias - running_mean) * factor + beta
