# scikit-learn has the thresholds.
from sklearn.metrics import roc_curve


def choose_threshold(labels, scores, least):
    alarms, sensitivity, thresholds = roc_curve(labels, scores, drop_intermediate=False)
    enough = sensitivity >= least
    same = enough & (alarms == alarms[enough].min())
    return float(thresholds[same][-1])
