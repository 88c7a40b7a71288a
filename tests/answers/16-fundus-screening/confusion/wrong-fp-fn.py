# False positives and false negatives are swapped.
# says: fp and fn are swapped
def confusion(labels, scores, threshold):
    called, ill = scores >= threshold, labels == 1
    tp, fp = int((called & ill).sum()), int((called & ~ill).sum())
    fn, tn = int((~called & ill).sum()), int((~called & ~ill).sum())
    sensitivity = tp / (tp + fn) if tp + fn else float("nan")
    specificity = tn / (tn + fp) if tn + fp else float("nan")
    return {"tp": tp, "fp": fn, "fn": fp, "tn": tn, "sensitivity": sensitivity, "specificity": specificity}
