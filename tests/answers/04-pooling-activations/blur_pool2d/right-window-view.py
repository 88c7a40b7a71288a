# Windows and a product.
def blur_pool2d(x):
    view = np.lib.stride_tricks.sliding_window_view
    dense = view(x, (2, 2), axis=(2, 3)).max((-1, -2))
    dense = np.pad(dense, ((0, 0), (0, 0), (1, 1), (1, 1)), mode="edge")
    weights = np.array([1, 2, 1]) / 4
    return np.einsum("nchwuv,u,v->nchw", view(dense, (3, 3), axis=(2, 3))[:, :, ::2, ::2], weights, weights)
