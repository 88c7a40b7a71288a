# The accuracy at 0.5.
# says: This is the accuracy
def auc(labels, scores):
    return float(((scores >= 0.5) == labels).mean())
