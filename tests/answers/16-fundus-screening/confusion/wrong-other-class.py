# Label 0 is taken for the positive class.
# says: positive and negative are swapped
def confusion(labels, scores, threshold):
    called, ill = scores < threshold, labels == 0
    tp, fp = int((called & ill).sum()), int((called & ~ill).sum())
    fn, tn = int((~called & ill).sum()), int((~called & ~ill).sum())
    sensitivity = tp / (tp + fn) if tp + fn else float("nan")
    specificity = tn / (tn + fp) if tn + fp else float("nan")
    return {"tp": tp, "fp": fp, "fn": fn, "tn": tn, "sensitivity": sensitivity, "specificity": specificity}
