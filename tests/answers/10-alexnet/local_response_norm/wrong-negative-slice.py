# A slice that begins at a negative number.
# says: values are wrong
def local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0):
    half = size // 2
    y = np.zeros(x.shape)
    for c in range(x.shape[1]):
        squares = (x[:, c - half : c + half + 1] ** 2).sum(axis=1)
        y[:, c] = x[:, c] / (k + alpha * squares) ** beta
    return y
