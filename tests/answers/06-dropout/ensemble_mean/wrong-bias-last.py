# The bias is added after the ReLU.
# says: added after the ReLU
import itertools


def ensemble_mean(x, w, b, p):
    n = len(x)
    masks = np.array(list(itertools.product([0, 1], repeat=n)))
    kept = masks.sum(axis=1)
    q = (1 - p) ** kept * p ** (n - kept)
    return q @ (np.maximum((masks * x / (1 - p)) @ w.T, 0) + b)
