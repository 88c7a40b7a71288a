# All windows at once, and einsum for the sums.
def conv2d(x, w, bias=0.0):
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(x, dtype=float), w.shape)
    return np.einsum("ijuv,uv->ij", windows, w) + bias
