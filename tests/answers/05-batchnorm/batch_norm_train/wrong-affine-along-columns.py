# Gamma and beta meet the last axis, which works wherever W equals C.
# says: run along the columns
def batch_norm_train(x, gamma, beta, epsilon=1e-5):
    axes = (0, *range(2, x.ndim))
    mean, variance = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
    y = gamma * (x - mean) / np.sqrt(variance + epsilon) + beta
    return y, mean.ravel(), variance.ravel()
