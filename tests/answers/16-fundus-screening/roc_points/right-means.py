# Means of True and False.
def roc_points(labels, scores):
    points = [(0.0, 0.0)]
    for threshold in np.unique(scores)[::-1]:
        called = scores >= threshold
        points.append((called[labels == 0].mean(), called[labels == 1].mean()))
    return np.array(points)
