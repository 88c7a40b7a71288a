# Channel by channel.
def batch_norm_infer(x, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    y = x.astype(float)
    for c in range(x.shape[1]):
        y[:, c] -= running_mean[c]
        y[:, c] /= np.sqrt(running_variance[c] + epsilon)
        y[:, c] = y[:, c] * gamma[c] + beta[c]
    return y
