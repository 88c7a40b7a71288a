# Folds everything into one factor and one offset.
def batch_norm_infer(x, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    factor = gamma * (running_variance + epsilon) ** -0.5
    offset = beta - running_mean * factor
    column = (-1,) + (1,) * (x.ndim - 2)
    return x * factor.reshape(column) + offset.reshape(column)
