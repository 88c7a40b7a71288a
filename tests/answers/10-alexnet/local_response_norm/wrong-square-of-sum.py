# Squares the sum.
# says: square first, then add


def local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0):
    half = size // 2
    y = np.empty(x.shape)
    for c in range(x.shape[1]):
        s = x[:, max(0, c - half) : c + half + 1].sum(axis=1) ** 2
        y[:, c] = x[:, c] / (k + alpha * s) ** beta
    return y
