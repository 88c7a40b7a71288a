# The mean of sensitivity and specificity at 0.5.
# says: mean of sensitivity and specificity
def auc(labels, scores):
    found = confusion(labels, scores, 0.5)
    return (found["sensitivity"] + found["specificity"]) / 2
