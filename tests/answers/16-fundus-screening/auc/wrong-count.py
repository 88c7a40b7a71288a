# The number of pairs.
# says: This is the number of pairs
def auc(labels, scores):
    differences = scores[labels == 1][:, None] - scores[labels == 0]
    return float(np.sum((differences > 0) + 0.5 * (differences == 0)))
