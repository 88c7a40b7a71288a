# The kept inputs are not divided.
# says: are not divided by 1 - p
def ensemble_mean(x, w, b, p):
    import itertools

    masks = np.array(list(itertools.product([0, 1], repeat=len(x))))
    kept = masks.sum(axis=1)
    probabilities = (1 - p) ** kept * p ** (len(x) - kept)
    return probabilities @ np.maximum((masks * x) @ w.T + b, 0)
