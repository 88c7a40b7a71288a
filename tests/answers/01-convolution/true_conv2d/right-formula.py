# The mathematicians' formula with minus signs.
def true_conv2d(x, w):
    k_h, k_w = w.shape
    return [
        [
            sum(x[i + k_h - 1 - u, j + k_w - 1 - v] * w[u, v] for u in range(k_h) for v in range(k_w))
            for j in range(x.shape[1] - k_w + 1)
        ]
        for i in range(x.shape[0] - k_h + 1)
    ]
