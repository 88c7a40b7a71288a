# The difference of the means.
# says: only the order of the scores matters
def auc(labels, scores):
    return float(scores[labels == 1].mean() - scores[labels == 0].mean())
