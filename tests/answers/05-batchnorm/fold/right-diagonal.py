# A diagonal matrix times the flattened filters.
def fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    diagonal = np.diag(gamma / np.sqrt(running_variance + epsilon))
    shift = -running_mean if b is None else b - running_mean
    return (diagonal @ w.reshape(len(w), -1)).reshape(w.shape), diagonal @ shift + beta
