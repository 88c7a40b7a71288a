# Steps of the square's size.
# says: moves by its own size
def occlusion(score, picture, size, stride, fill):
    c, h, w = picture.shape
    before = score(picture[None])[0]
    drops = np.zeros(((h - size) // size + 1, (w - size) // size + 1))
    for i in range(drops.shape[0]):
        for j in range(drops.shape[1]):
            covered = picture.copy()
            covered[:, i * size : i * size + size, j * size : j * size + size] = fill
            drops[i, j] = before - score(covered[None])[0]
    return drops
