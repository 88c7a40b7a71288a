def as_dense(w, groups):
    parts = np.split(np.asarray(w), groups)
    n = w.shape[1]
    padded = [np.pad(p, ((0, 0), (i * n, (groups - 1 - i) * n), (0, 0), (0, 0))) for i, p in enumerate(parts)]
    return np.vstack(padded)
