# All windows as a view, and einsum.
def conv2d_nchw(x, w, b=None, stride=1, padding=0):
    stride, padding = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)
    x = np.pad(x, [(0, 0), (0, 0)] + [(p, p) for p in padding])
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))[:, :, :: stride[0], :: stride[1]]
    y = np.einsum("ncijuv,ocuv->noij", windows, w, optimize=True)
    return y if b is None else y + np.asarray(b)[:, None, None]
