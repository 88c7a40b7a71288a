# Divided by the number of outputs.
# says: the divisor is the number of outputs
def average_pool_backward(dy, x, kernel, stride=None):
    (k_h, k_w), (s_h, s_w) = pair(kernel), pair(stride or kernel)
    dx = np.zeros(x.shape)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            window = dx[:, :, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]
            window += dy[:, :, i, j, None, None] / (dy.shape[2] * dy.shape[3])
    return dx
