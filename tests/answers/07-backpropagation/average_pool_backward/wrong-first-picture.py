# Only the first channel of the first picture.
# says: only the first channel of the first picture
def average_pool_backward(dy, x, kernel, stride=None):
    (k_h, k_w), (s_h, s_w) = pair(kernel), pair(stride or kernel)
    dx = np.zeros(x.shape)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            window = dx[:1, :1, i * s_h : i * s_h + k_h, j * s_w : j * s_w + k_w]
            window += dy[:1, :1, i, j, None, None] / (k_h * k_w)
    return dx
