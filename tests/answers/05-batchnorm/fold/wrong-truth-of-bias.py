# Asks an array whether it is true.
# says: ambiguous
def fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    factor = gamma / np.sqrt(running_variance + epsilon)
    if not b:
        b = 0
    return w * factor.reshape(-1, 1, 1, 1), (b - running_mean) * factor + beta
