# The area of steps.
# says: as they are in an area of steps
def auc(labels, scores):
    called = scores >= np.append(np.inf, np.unique(scores)[::-1])[:, None]
    x, y = (called[:, labels == label].mean(axis=1) for label in (0, 1))
    return float((np.diff(x) * y[1:]).sum())
