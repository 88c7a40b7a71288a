# One picture, put back after each position.
def occlusion(score, picture, size, stride, fill):
    work = np.array(picture[None], dtype=float)
    before = float(score(work)[0])
    result = []
    for top in range(0, picture.shape[1] - size + 1, stride):
        row = []
        for left in range(0, picture.shape[2] - size + 1, stride):
            part = work[0, :, top : top + size, left : left + size]
            kept = part.copy()
            part[...] = fill
            row.append(before - float(score(work)[0]))
            part[...] = kept
        result.append(row)
    return np.array(result)
