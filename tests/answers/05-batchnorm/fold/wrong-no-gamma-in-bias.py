# Forgets gamma in the bias.
# says: gamma is missing in b2
def fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    root = np.sqrt(running_variance + epsilon)
    bias = np.zeros(len(w)) if b is None else b
    return w * (gamma / root).reshape(-1, 1, 1, 1), (bias - running_mean) / root + beta
