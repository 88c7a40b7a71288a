# Multiplication of spectra, which is convolution; the kernel is turned first.
def conv2d(x, w, bias=0.0):
    full = np.fft.irfft2(np.fft.rfft2(x) * np.fft.rfft2(w[::-1, ::-1], x.shape), x.shape)
    return full[w.shape[0] - 1 :, w.shape[1] - 1 :] + bias
