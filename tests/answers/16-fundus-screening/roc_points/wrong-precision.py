# Recall and precision instead.
# says: divides false alarms by all who are called pathologic
def roc_points(labels, scores):
    points = [(0.0, 0.0)]
    for threshold in np.unique(scores)[::-1]:
        called = scores >= threshold
        tp = (called & (labels == 1)).sum()
        points.append((1 - tp / called.sum(), tp / (labels == 1).sum()))
    return np.array(points)
