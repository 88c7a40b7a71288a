# Pairs with equal scores are left out.
# says: left out of the count
def auc(labels, scores):
    differences = scores[labels == 1][:, None] - scores[labels == 0]
    return float((differences > 0).sum() / (differences != 0).sum())
