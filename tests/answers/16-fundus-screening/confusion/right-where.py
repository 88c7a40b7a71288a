# bincount and np.where.
def confusion(labels, scores, threshold):
    tn, fp, fn, tp = np.bincount(2 * labels + (scores >= threshold), minlength=4)
    with np.errstate(invalid="ignore", divide="ignore"):
        sensitivity = np.where(tp + fn, np.divide(tp, tp + fn), np.nan)
        specificity = np.where(tn + fp, np.divide(tn, tn + fp), np.nan)
    return {"sensitivity": sensitivity, "specificity": specificity, "tp": tp, "fp": fp, "fn": fn, "tn": tn}
