# einsum over a strided view, in float32.
def framed(x, padding):
    numbers = np.ravel(padding)
    top, bottom, left, right = np.repeat(numbers, 4 // len(numbers))
    return np.pad(x.astype(float), ((top, bottom), (left, right)))


def conv2d(x, w, bias=0.0, stride=1, padding=0):
    s = np.broadcast_to(stride, 2)
    xp = framed(x, padding).astype(np.float32)
    k_h, k_w = w.shape
    shape = ((xp.shape[0] - k_h) // s[0] + 1, (xp.shape[1] - k_w) // s[1] + 1, k_h, k_w)
    strides = (xp.strides[0] * s[0], xp.strides[1] * s[1], *xp.strides)
    view = np.lib.stride_tricks.as_strided(xp, shape, strides)
    return np.einsum("ijuv,uv->ij", view, w) + bias
