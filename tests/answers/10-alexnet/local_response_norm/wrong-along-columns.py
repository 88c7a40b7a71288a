# Takes neighbours along the columns.
# says: the neighbours are channels
def local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0):
    half = size // 2
    padded = np.pad(x**2, ((0, 0), (0, 0), (0, 0), (half, half)))
    squares = sum(padded[..., i : i + x.shape[3]] for i in range(size))
    return x / (k + alpha * squares) ** beta
