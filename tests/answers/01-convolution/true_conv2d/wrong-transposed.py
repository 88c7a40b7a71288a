# The kernel is transposed, not turned.
# says: The kernel is transposed
def true_conv2d(x, w):
    w = w.T
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    return (windows * w).sum(axis=(2, 3))
