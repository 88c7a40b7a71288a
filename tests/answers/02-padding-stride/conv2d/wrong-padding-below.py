# All the padding stands below and to the right.
# says: below and to the right
def conv2d(x, w, bias=0.0, stride=1, padding=0):
    s_h, s_w = (stride, stride) if isinstance(stride, int) else stride
    p = [padding] * 4 if isinstance(padding, int) else [padding[0]] * 2 + [padding[1]] * 2 if len(padding) == 2 else padding
    padded = np.pad(x, ((0, p[0] + p[1]), (0, p[2] + p[3])))
    v = np.lib.stride_tricks.sliding_window_view(padded, w.shape)[::s_h, ::s_w]
    return (v * w).sum((2, 3)) + bias
