# The specificity itself.
# says: it should be 1 - specificity
def roc_points(labels, scores):
    points = [(1.0, 0.0)]
    for threshold in np.unique(scores)[::-1]:
        called = scores >= threshold
        points.append((1 - called[labels == 0].mean(), called[labels == 1].mean()))
    return np.array(points)
