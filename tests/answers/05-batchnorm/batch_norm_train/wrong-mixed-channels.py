# Puts the channels last by reshape alone.
# says: reshape(-1, C) mixes the channels
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    flat = x.reshape(-1, x.shape[1])
    mean, variance = flat.mean(axis=0), flat.var(axis=0)
    return (gamma * (flat - mean) / np.sqrt(variance + epsilon) + beta).reshape(x.shape), mean, variance
