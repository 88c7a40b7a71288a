# The gradients come in another order.
# says: conv2d_backward with dy
def conv2d_backward(dy, x, w, stride=1, padding=0):
    (s_h, s_w), (p_h, p_w), (k_h, k_w) = pair(stride), pair(padding), w.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (p_h, p_h), (p_w, p_w))).astype(float)
    dpadded, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            window = (slice(None), slice(None), slice(i * s_h, i * s_h + k_h), slice(j * s_w, j * s_w + k_w))
            dw += np.einsum("no,ncuv->ocuv", dy[:, :, i, j], padded[window])
            dpadded[window] += np.einsum("no,ocuv->ncuv", dy[:, :, i, j], w)
    dx = dpadded[:, :, p_h : p_h + x.shape[2], p_w : p_w + x.shape[3]]
    db = dy.sum((0, 2, 3))
    return dw, db, dx
