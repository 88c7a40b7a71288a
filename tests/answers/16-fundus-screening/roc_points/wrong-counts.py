# Counts instead of shares.
# says: These are counts
def roc_points(labels, scores):
    points = [(0.0, 0.0)]
    for threshold in np.unique(scores)[::-1]:
        called = scores >= threshold
        points.append((called[labels == 0].sum(), called[labels == 1].sum()))
    return np.array(points)
