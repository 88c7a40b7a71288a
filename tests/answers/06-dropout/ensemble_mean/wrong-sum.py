# The sum over the masks, not weighted.
# says: This is the sum over all masks
def ensemble_mean(x, w, b, p):
    import itertools

    masks = np.array(list(itertools.product([0, 1], repeat=len(x))))
    kept = masks.sum(axis=1)
    probabilities = (1 - p) ** kept * p ** (len(x) - kept)
    return np.maximum((masks * x / (1 - p)) @ w.T + b, 0).sum(axis=0)
