# The gradient of the padding is returned, too.
# says: the padding's gradient is still there
def conv2d_backward(dy, x, w, stride=1, padding=0):
    (s_h, s_w), (p_h, p_w), (k_h, k_w) = pair(stride), pair(padding), w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (p_h, p_h), (p_w, p_w))).astype(float)
    dpadded, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            window = (slice(None), slice(None), slice(i * s_h, i * s_h + k_h), slice(j * s_w, j * s_w + k_w))
            dw += np.einsum("no,ncuv->ocuv", dy[:, :, i, j], padded[window])
            dpadded[window] += np.einsum("no,ocuv->ncuv", dy[:, :, i, j], w)
    dx = dpadded
    db = dy.sum((0, 2, 3))
    return dx, dw, db
