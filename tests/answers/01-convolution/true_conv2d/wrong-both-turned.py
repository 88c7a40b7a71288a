# Picture and kernel are both turned.
# says: picture and kernel both
def true_conv2d(x, w):
    w = w[::-1, ::-1]
    windows = np.lib.stride_tricks.sliding_window_view(x[::-1, ::-1], w.shape)
    return (windows * w).sum(axis=(2, 3))
