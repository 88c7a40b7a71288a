# Negative outputs become 0.
# says: Negative outputs are set to 0
def framed(x, padding):
    numbers = np.ravel(padding)
    top, bottom, left, right = np.repeat(numbers, 4 // len(numbers))
    return np.pad(x.astype(float), ((top, bottom), (left, right)))


def conv2d(x, w, bias=0.0, stride=1, padding=0):
    s_h, s_w = (stride, stride) if isinstance(stride, int) else stride
    padded = framed(x, padding)
    k_h, k_w = w.shape
    v = np.lib.stride_tricks.sliding_window_view(padded, w.shape)[::s_h, ::s_w]
    return np.maximum((v * w).sum((2, 3)) + bias, 0)
