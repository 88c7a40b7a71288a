# Enlarged with interpolation.
# says: smoothed while it is enlarged
def grad_cam(maps, gradients, size):
    weights = gradients.mean(axis=(1, 2))
    heat = np.maximum((weights[:, None, None] * maps).sum(axis=0), 0)
    heat = paddle.to_tensor(heat)[None, None]
    return F.interpolate(heat, size=list(size), mode='bilinear')[0, 0].numpy()
