# The predictive values instead of the shares.
# says: the predictive value
def confusion(labels, scores, threshold):
    called, ill = scores >= threshold, labels == 1
    tp, fp = int((called & ill).sum()), int((called & ~ill).sum())
    fn, tn = int((~called & ill).sum()), int((~called & ~ill).sum())
    sensitivity = tp / (tp + fp) if tp + fp else float("nan")
    specificity = tn / (tn + fn) if tn + fn else float("nan")
    return {"tp": tp, "fp": fp, "fn": fn, "tn": tn, "sensitivity": sensitivity, "specificity": specificity}
