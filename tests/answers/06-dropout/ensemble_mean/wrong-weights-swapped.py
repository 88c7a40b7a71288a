# p and 1 - p are exchanged.
# says: p and 1 - p are exchanged
def ensemble_mean(x, w, b, p):
    import itertools

    masks = np.array(list(itertools.product([0, 1], repeat=len(x))))
    kept = masks.sum(axis=1)
    probabilities = (1 - p) ** kept * p ** (len(x) - kept)
    return ((1 - p) ** (len(x) - kept) * p**kept) @ np.maximum((masks * x / (1 - p)) @ w.T + b, 0)
