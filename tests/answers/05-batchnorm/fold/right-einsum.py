# Multiplies by einsum, and makes zeros of a missing bias.
def fold(w, b, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    factor = gamma * (running_variance + epsilon) ** -0.5
    if b is None:
        b = np.zeros(len(w))
    return np.einsum("o,ocij->ocij", factor, w), factor * b + (beta - factor * running_mean)
