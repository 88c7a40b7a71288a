# One half.
# says: expected
def auc(labels, scores):
    return 0.5
