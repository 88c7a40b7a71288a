# Returns the weights alone.
# says: return 2 values, w2, b2
def fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    factor = gamma / np.sqrt(running_variance + epsilon)
    bias = 0 * gamma if b is None else b
    return w * factor.reshape(-1, 1, 1, 1)
