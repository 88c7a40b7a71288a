# The size is that of the picture without padding.
# says: without its padding
def framed(x, padding):
    numbers = np.ravel(padding)
    top, bottom, left, right = np.repeat(numbers, 4 // len(numbers))
    return np.pad(x.astype(float), ((top, bottom), (left, right)))


def conv2d(x, w, bias=0.0, stride=1, padding=0):
    s_h, s_w = (stride, stride) if isinstance(stride, int) else stride
    padded = framed(x, padding)
    k_h, k_w = w.shape
    rows = (x.shape[0] - k_h) // s_h + 1
    columns = (x.shape[1] - k_w) // s_w + 1
    y = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            y[i, j] = (padded[i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w] * w).sum() + bias
    return y
