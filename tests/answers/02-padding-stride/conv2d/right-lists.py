# A list of lists.
def framed(x, padding):
    numbers = np.ravel(padding)
    top, bottom, left, right = np.repeat(numbers, 4 // len(numbers))
    return np.pad(x.astype(float), ((top, bottom), (left, right)))


def conv2d(x, w, bias=0.0, stride=1, padding=0):
    s_h, s_w = stride if isinstance(stride, (tuple, list)) else (stride, stride)
    p = framed(x, padding)
    return [[float(np.sum(p[i:i + len(w), j:j + len(w[0])] * w) + bias) for j in range(0, p.shape[1] - w.shape[1] + 1, s_w)] for i in range(0, p.shape[0] - w.shape[0] + 1, s_h)]
