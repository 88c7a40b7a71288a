# Every second pixel of the result is left out.
# says: Only every second pixel
def find_kernel(x, y, k_h, k_w):
    a = np.lib.stride_tricks.sliding_window_view(x, (k_h, k_w)).reshape(-1, k_h * k_w)
    return np.linalg.lstsq(a[::2], y.ravel()[::2], rcond=None)[0].reshape(k_h, k_w)
