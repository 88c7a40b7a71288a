# p is taken to be 0.5.
# says: p is taken to be 0.5
import itertools


def ensemble_mean(x, w, b, p):
    p = 0.5
    n = len(x)
    masks = np.array(list(itertools.product([0, 1], repeat=n)))
    kept = masks.sum(axis=1)
    q = (1 - p) ** kept * p ** (n - kept)
    return q @ np.maximum((masks * x / (1 - p)) @ w.T + b, 0)
