def local_response_norm(x, size=5, alpha=1e-4, beta=0.75, k=2.0):
    h = size // 2
    padded = np.pad(np.square(x, dtype="float64"), [(0, 0), (h, h), (0, 0), (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, size, axis=1)
    return (x / np.power(k + alpha * windows.sum(-1), beta)).astype("float32")
