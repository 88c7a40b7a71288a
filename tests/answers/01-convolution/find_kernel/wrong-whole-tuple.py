# All that lstsq returns is returned.
# says: got tuple
def find_kernel(x, y, k_h, k_w):
    a = np.lib.stride_tricks.sliding_window_view(x, (k_h, k_w)).reshape(-1, k_h * k_w)
    return np.linalg.lstsq(a, y.ravel(), rcond=None)
