# QR decomposition of all windows.
def find_kernel(x, y, k_h, k_w):
    windows = np.lib.stride_tricks.sliding_window_view(x, (k_h, k_w)).reshape(y.size, -1)
    q, r = np.linalg.qr(windows)
    return np.linalg.solve(r, q.T @ y.flatten()).reshape((k_h, k_w))
