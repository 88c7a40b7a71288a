# All thresholds against all scores.
def roc_points(labels, scores):
    called = scores >= np.append(np.inf, np.unique(scores)[::-1])[:, None]
    return (called @ np.column_stack([labels == 0, labels == 1]).astype(float)) / [(labels == 0).sum(), (labels == 1).sum()]
