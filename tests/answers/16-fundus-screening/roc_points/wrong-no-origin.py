# The point (0, 0) is missing.
# says: The point (0, 0) is missing
def roc_points(labels, scores):
    points = []
    for threshold in np.unique(scores)[::-1]:
        called = scores >= threshold
        points.append((called[labels == 0].mean(), called[labels == 1].mean()))
    return np.array(points)
