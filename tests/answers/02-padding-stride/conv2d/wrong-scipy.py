# SciPy's finished convolution.
# says: is to be written by hand
def conv2d(x, w, bias=0.0, stride=1, padding=0):
    s_h, s_w = (stride, stride) if isinstance(stride, int) else stride
    p = np.array(padding)
    top, bottom, left, right = np.repeat(p, 4) if p.ndim == 0 else p if p.size == 4 else np.repeat(p, 2)
    padded = np.pad(x.astype(float), ((top, bottom), (left, right)))
    k_h, k_w = w.shape
    rows, columns = (padded.shape[0] - k_h) // s_h + 1, (padded.shape[1] - k_w) // s_w + 1
    return correlate2d(padded, w, mode="valid")[::s_h, ::s_w] + bias
