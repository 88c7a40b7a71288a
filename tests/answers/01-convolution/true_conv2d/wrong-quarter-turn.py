# The kernel is turned by 90 degrees.
# says: The kernel is turned by 90°;
def true_conv2d(x, w):
    w = np.rot90(w)
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    return (windows * w).sum(axis=(2, 3))
