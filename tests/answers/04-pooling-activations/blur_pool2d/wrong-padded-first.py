# The picture is padded before the maximum.
# says: padded before
def blur_pool2d(x):
    d = pool2d(x, 2, stride=1); E = ((0, 0), (0, 0), (1, 1), (1, 1))
    blur = lambda a: ((a[:, :, :-2] + 2 * a[:, :, 1:-1] + a[:, :, 2:])[..., :-2] + 2 * (a[:, :, :-2] + 2 * a[:, :, 1:-1] + a[:, :, 2:])[..., 1:-1] + (a[:, :, :-2] + 2 * a[:, :, 1:-1] + a[:, :, 2:])[..., 2:]) / 16
    return blur(pool2d(np.pad(x, E, mode='edge'), 2, stride=1))[:, :, ::2, ::2]
