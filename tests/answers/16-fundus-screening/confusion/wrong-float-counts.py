# The counts are floats.
# says: this is a count
def confusion(labels, scores, threshold):
    called, ill = scores >= threshold, labels == 1
    tp, fp = int((called & ill).sum()), int((called & ~ill).sum())
    fn, tn = int((~called & ill).sum()), int((~called & ~ill).sum())
    sensitivity = tp / (tp + fn) if tp + fn else float("nan")
    specificity = tn / (tn + fp) if tn + fp else float("nan")
    return {"tp": float(tp), "fp": fp, "fn": fn, "tn": tn, "sensitivity": sensitivity, "specificity": specificity}
