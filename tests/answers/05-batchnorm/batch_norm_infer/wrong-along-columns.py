# Everything meets the last axis, which works wherever W equals C.
# says: The statistics run along the columns
def batch_norm_infer(x, gamma, beta, running_mean, running_variance, epsilon=1e-5):
    return gamma * (x - running_mean) / np.sqrt(running_variance + epsilon) + beta
