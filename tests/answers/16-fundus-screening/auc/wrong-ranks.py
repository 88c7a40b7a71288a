# Ranks that do not share equal scores.
# says: expected
def auc(labels, scores):
    ranks = np.argsort(np.argsort(scores)) + 1
    ill = np.sum(labels == 1)
    return float((ranks[labels == 1].sum() - ill * (ill + 1) / 2) / (ill * np.sum(labels == 0)))
