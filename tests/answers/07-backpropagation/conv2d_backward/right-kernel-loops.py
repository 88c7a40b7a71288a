# One loop over the places of the kernel, in float32 as frameworks do it; a list of three.
def conv2d_backward(dy, x, w, stride=1, padding=0):
    (s_h, s_w), (p_h, p_w) = pair(stride), pair(padding)
    dy, x, w = (np.asarray(a, dtype="float32") for a in (dy, x, w))
    padded = np.pad(x, ((0, 0), (0, 0), (p_h, p_h), (p_w, p_w)))
    dx, dw = np.zeros_like(padded), np.zeros_like(w)
    for place, (u, v) in zip(places(padded.shape, w.shape[2:], (s_h, s_w)), np.ndindex(w.shape[2:])):
        dw[:, :, u, v] = np.tensordot(dy, padded[place], ([0, 2, 3], [0, 2, 3]))
        dx[place] += np.tensordot(dy, w[:, :, u, v], (1, 0)).transpose(0, 3, 1, 2)
    return [dx[:, :, p_h : p_h + x.shape[2], p_w : p_w + x.shape[3]], dw, np.einsum("noij->o", dy)]
