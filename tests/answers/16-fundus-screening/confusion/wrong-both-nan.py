# Both shares are nan where one is.
# says: got nan
def confusion(labels, scores, threshold):
    called, ill = scores >= threshold, labels == 1
    tp, fp = int((called & ill).sum()), int((called & ~ill).sum())
    fn, tn = int((~called & ill).sum()), int((~called & ~ill).sum())
    sensitivity = tp / (tp + fn) if 0 < ill.sum() < len(ill) else float("nan")
    specificity = tn / (tn + fp) if 0 < ill.sum() < len(ill) else float("nan")
    return {"tp": tp, "fp": fp, "fn": fn, "tn": tn, "sensitivity": sensitivity, "specificity": specificity}
