# Positions over the edge count, too.
# says: The square runs over the edge
def occlusion(score, picture, size, stride, fill):
    c, h, w = picture.shape
    before = score(picture[None])[0]
    drops = np.zeros((-(-h // stride), -(-w // stride)))
    for i in range(drops.shape[0]):
        for j in range(drops.shape[1]):
            covered = picture.copy()
            covered[:, i * stride : i * stride + size, j * stride : j * stride + size] = fill
            drops[i, j] = before - score(covered[None])[0]
    return drops
