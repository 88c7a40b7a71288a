# The area under the curve by trapezoids.
def auc(labels, scores):
    called = scores >= np.append(np.inf, np.unique(scores)[::-1])[:, None]
    points = [called[:, labels == label].mean(axis=1) for label in (0, 1)]
    return float(np.trapezoid(points[1], points[0]))
