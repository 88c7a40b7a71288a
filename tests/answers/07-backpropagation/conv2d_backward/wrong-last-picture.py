# The gradient of each picture replaces that of the one before.
# says: only the last picture counts
def conv2d_backward(dy, x, w, stride=1, padding=0):
    (s_h, s_w), (p_h, p_w) = pair(stride), pair(padding)
    padded = np.pad(x, ((0, 0), (0, 0), (p_h, p_h), (p_w, p_w)))
    dx, dw = np.zeros(padded.shape), np.zeros(w.shape)
    for n in range(len(x)):
        for place, (u, v) in zip(places(padded.shape, w.shape[2:], (s_h, s_w)), np.ndindex(w.shape[2:])):
            dw[:, :, u, v] = np.einsum("oij,cij->oc", dy[n], padded[place][n])
            dx[place][n] += np.einsum("oij,oc->cij", dy[n], w[:, :, u, v])
    return dx[:, :, p_h : p_h + x.shape[2], p_w : p_w + x.shape[3]], dw, dy.sum((0, 2, 3))
