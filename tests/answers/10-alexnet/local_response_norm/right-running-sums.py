def local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0):
    channels = x.shape[1]
    sums = np.concatenate([np.zeros_like(x[:, :1]), np.cumsum(x**2, axis=1)], axis=1)
    first = np.maximum(np.arange(channels) - size // 2, 0)
    last = np.minimum(np.arange(channels) + size // 2 + 1, channels)
    return x * (k + alpha * (sums[:, last] - sums[:, first])) ** -beta
