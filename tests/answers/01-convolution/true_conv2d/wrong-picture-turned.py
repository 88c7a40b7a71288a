# The picture is turned where the kernel should be.
# says: The picture is turned instead of the kernel
def true_conv2d(x, w):
    w = w
    windows = np.lib.stride_tricks.sliding_window_view(x[::-1, ::-1], w.shape)
    return (windows * w).sum(axis=(2, 3))
