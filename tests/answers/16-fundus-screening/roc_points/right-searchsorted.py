# Two sorted halves and searchsorted.
def roc_points(labels, scores):
    thresholds = np.concatenate([[np.inf], np.sort(np.array(list(set(scores.tolist()))))[::-1]])
    shares = [1 - np.searchsorted(np.sort(scores[labels == kind]), thresholds, "left") / np.sum(labels == kind) for kind in (0, 1)]
    return np.stack(shares, axis=-1)
