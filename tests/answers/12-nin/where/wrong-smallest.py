# Takes the smallest vote.
# says: smallest vote
def where(maps):
    n, k, height, width = maps.shape
    labels = maps.mean(axis=(2, 3)).argmax(axis=1)
    chosen = maps[np.arange(n), labels].reshape(n, -1)
    rows, columns = np.divmod(chosen.argmin(axis=1), width)
    return labels, rows, columns
