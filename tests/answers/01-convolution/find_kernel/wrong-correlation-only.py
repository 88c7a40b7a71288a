# Windows times results, without solving anything.
# says: a fit to all pixels
def find_kernel(x, y, k_h, k_w):
    a = np.lib.stride_tricks.sliding_window_view(x, (k_h, k_w)).reshape(-1, k_h * k_w)
    return (a.T @ y.ravel() / y.size).reshape(k_h, k_w)
