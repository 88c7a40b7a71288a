# Divides by the square of the number.
# says: divide by positives times negatives
def auc(labels, scores):
    differences = scores[labels == 1][:, None] - scores[labels == 0]
    return float(((differences > 0) + 0.5 * (differences == 0)).sum() / len(labels) ** 2)
