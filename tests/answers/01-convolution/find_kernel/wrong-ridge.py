# Large weights are punished, which pulls all of them towards 0.
# says: least-squares fit to all pixels
def find_kernel(x, y, k_h, k_w):
    a = np.lib.stride_tricks.sliding_window_view(x, (k_h, k_w)).reshape(-1, k_h * k_w)
    return np.linalg.solve(a.T @ a + np.eye(k_h * k_w), a.T @ y.ravel()).reshape(k_h, k_w)
