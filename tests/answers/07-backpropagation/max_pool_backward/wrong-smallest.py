# The smallest pixel gets it.
# says: the smallest pixel gets it
def max_pool_backward(dy, x, kernel, stride=None):
    (k_h, k_w), (s_h, s_w) = pair(kernel), pair(stride or kernel)
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(dy.shape):
        window = x[n, c, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]
        u, v = np.unravel_index(window.argmin(), window.shape)
        dx[n, c, i * s_h + u, j * s_w + v] += dy[n, c, i, j]
    return dx
