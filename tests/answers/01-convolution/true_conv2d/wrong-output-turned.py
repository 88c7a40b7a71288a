# The output is turned where the kernel should be.
# says: The output is turned
def true_conv2d(x, w):
    w = w
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape)
    return (windows * w).sum(axis=(2, 3))[::-1, ::-1]
