# Takes the mean of the squares.
# says: The mean of the squares is taken
def local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0):
    half = size // 2
    y = np.empty(x.shape)
    for c in range(x.shape[1]):
        squares = (x[:, max(0, c - half) : c + half + 1] ** 2).mean(axis=1)
        y[:, c] = x[:, c] / (k + alpha * squares) ** beta
    return y
