# The kernel is not turned at all.
# says: The kernel is not turned
def true_conv2d(x, w):
    w = w
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    return (windows * w).sum(axis=(2, 3))
