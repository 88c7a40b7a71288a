# Puts the channels last and back again.
def batch_norm_infer(x, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    y = (x.swapaxes(1, -1) - running_mean) / np.sqrt(running_variance + epsilon) * gamma + beta
    return y.swapaxes(1, -1)
