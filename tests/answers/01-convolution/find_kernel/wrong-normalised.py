# The weights are made to add up to 1.
# says: made to add up to 1
def find_kernel(x, y, k_h, k_w):
    a = np.lib.stride_tricks.sliding_window_view(x, (k_h, k_w)).reshape(-1, k_h * k_w)
    kernel = np.linalg.lstsq(a, y.ravel(), rcond=None)[0].reshape(k_h, k_w)
    return kernel / kernel.sum()
