# Cannot do without a bias.
# says: NoneType
def fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    factor = gamma / np.sqrt(running_variance + epsilon)
    bias = b
    return w * factor.reshape(-1, 1, 1, 1), (bias - running_mean) * factor + beta
