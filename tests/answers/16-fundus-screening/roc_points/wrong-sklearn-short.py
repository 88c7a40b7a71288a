# scikit-learn leaves out points on straight lines.
# says: wrong shape
from sklearn.metrics import roc_curve


def roc_points(labels, scores):
    return np.column_stack(roc_curve(labels, scores)[:2])
