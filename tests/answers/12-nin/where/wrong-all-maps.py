# Adds all maps up.
# says: all maps together
def where(maps):
    n, k, height, width = maps.shape
    labels = maps.mean(axis=(2, 3)).argmax(axis=1)
    chosen = maps.sum(axis=1).reshape(n, -1)
    rows, columns = np.divmod(chosen.argmax(axis=1), width)
    return labels, rows, columns
