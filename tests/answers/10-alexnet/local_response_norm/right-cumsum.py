def local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0):
    c = x.shape[1]
    total = np.concatenate([np.zeros_like(x[:, :1]), np.cumsum(x * x, axis=1)], axis=1)
    last = np.minimum(np.arange(c) + size // 2 + 1, c)
    first = np.maximum(np.arange(c) - size // 2, 0)
    return x * (k + alpha * (total[:, last] - total[:, first])) ** -beta
