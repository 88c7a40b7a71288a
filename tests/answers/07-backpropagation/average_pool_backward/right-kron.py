# Every place by a spread array, one picture after the other.
def average_pool_backward(dy, x, kernel, stride=None):
    k_h, k_w = (kernel, kernel) if np.ndim(kernel) == 0 else kernel
    stride = kernel if stride is None else stride
    s_h, s_w = (stride, stride) if np.ndim(stride) == 0 else stride
    dx = np.zeros(x.shape)
    for n, c in np.ndindex(*x.shape[:2]):
        for i, j in np.ndindex(*dy.shape[2:]):
            for u, v in np.ndindex(k_h, k_w):
                dx[n, c, i * s_h + u, j * s_w + v] += dy[n, c, i, j] / (k_h * k_w)
    return dx
