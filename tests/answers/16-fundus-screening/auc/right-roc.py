# The area under the answer of the exercise before.
def auc(labels, scores):
    points = np.asarray(roc_points(labels, scores))
    return sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in zip(points, points[1:]))
