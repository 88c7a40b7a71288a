# Takes the largest absolute value.
# says: largest absolute value
def where(maps):
    n, k, height, width = maps.shape
    labels = maps.mean(axis=(2, 3)).argmax(axis=1)
    chosen = np.abs(maps[np.arange(n), labels].reshape(n, -1))
    rows, columns = np.divmod(chosen.argmax(axis=1), width)
    return labels, rows, columns
