# sliding_window_view of a fresh batch.
def occlusion(score, picture, size, stride, fill):
    corners = np.lib.stride_tricks.sliding_window_view(np.arange(picture[0].size).reshape(picture.shape[1:]), (size, size))[::stride, ::stride]
    batch = []
    for pixels in corners.reshape(-1, size * size):
        covered = picture.reshape(len(picture), -1).copy()
        covered[:, pixels] = fill
        batch.append(covered.reshape(picture.shape))
    scores = score(np.array(batch))
    return (score(picture[np.newaxis]) - scores).reshape(corners.shape[:2])
