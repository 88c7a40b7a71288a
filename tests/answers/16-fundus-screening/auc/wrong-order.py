# The pairs in the wrong order.
# says: in the wrong order
def auc(labels, scores):
    differences = scores[labels == 1][:, None] - scores[labels == 0]
    return float(np.mean((differences < 0) + 0.5 * (differences == 0)))
