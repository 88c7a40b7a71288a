# The class of the largest single vote.
# says: the one with the largest mean
def where(maps):
    n, k, height, width = maps.shape
    labels = maps.max(axis=(2, 3)).argmax(axis=1)
    chosen = maps[np.arange(n), labels].reshape(n, -1)
    rows, columns = np.divmod(chosen.argmax(axis=1), width)
    return labels, rows, columns
