# scikit-learn's curve with all its points.
from sklearn.metrics import roc_curve


def roc_points(labels, scores):
    false_alarms, sensitivity, _ = roc_curve(labels, scores, drop_intermediate=False)
    return np.column_stack([false_alarms, sensitivity])
