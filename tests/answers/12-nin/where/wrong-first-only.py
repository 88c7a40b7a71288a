# Looks at the first picture only.
# says: Only the first picture
def where(maps):
    n, k, height, width = maps.shape
    labels = maps.mean(axis=(2, 3)).argmax(axis=1)
    chosen = maps[np.arange(n), labels].reshape(n, -1)
    rows, columns = np.divmod(chosen.argmax(axis=1), width)
    return np.repeat(labels[:1], n), np.repeat(rows[:1], n), np.repeat(columns[:1], n)
