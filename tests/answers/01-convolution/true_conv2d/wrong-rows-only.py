# Only the rows are reversed.
# says: Only the rows are reversed
def true_conv2d(x, w):
    w = w[::-1]
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    return (windows * w).sum(axis=(2, 3))
