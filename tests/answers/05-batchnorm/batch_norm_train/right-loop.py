# One channel after the other.
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    y, mean, variance = np.zeros(x.shape), np.zeros(x.shape[1]), np.zeros(x.shape[1])
    for c in range(x.shape[1]):
        mean[c] = np.mean(x[:, c])
        variance[c] = np.mean((x[:, c] - mean[c]) ** 2)
        y[:, c] = gamma[c] * (x[:, c] - mean[c]) / (variance[c] + epsilon) ** 0.5 + beta[c]
    return y, mean, variance
