# Normalizes [N, K], fails for pictures.
# says: got
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    mean, variance = x.mean(axis=0), x.var(axis=0)
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta, mean, variance
