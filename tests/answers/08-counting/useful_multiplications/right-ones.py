# Pads a picture of ones and adds up what the kernel sees.
def useful_multiplications(n, c_in, h, w, c_out, k, stride, padding):
    ones = np.pad(np.ones((h, w), dtype=int), padding)
    windows = np.lib.stride_tricks.sliding_window_view(ones, (k, k))[::stride, ::stride]
    return n * c_in * c_out * int(windows.sum())
