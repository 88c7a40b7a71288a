# By the Fourier transform.
def framed(x, padding):
    numbers = np.ravel(padding)
    top, bottom, left, right = np.repeat(numbers, 4 // len(numbers))
    return np.pad(x.astype(float), ((top, bottom), (left, right)))


def conv2d(x, w, bias=0.0, stride=1, padding=0):
    s = np.broadcast_to(stride, 2)
    xp = framed(x, padding)
    f = np.fft.irfft2(np.fft.rfft2(xp) * np.conj(np.fft.rfft2(w, xp.shape)), xp.shape)
    return f[: xp.shape[0] - w.shape[0] + 1 : s[0], : xp.shape[1] - w.shape[1] + 1 : s[1]] + bias
