# Thresholds in steps of 0.05.
# says: A threshold is one of the scores
def choose_threshold(labels, scores, least):
    best, chosen = (-1, -1), None
    for threshold in np.arange(0, 1.0001, 0.05):
        found = confusion(labels, scores, threshold)
        if found["sensitivity"] >= least and (found["specificity"], found["sensitivity"]) > best:
            best, chosen = (found["specificity"], found["sensitivity"]), float(threshold)
    return chosen if chosen is not None else 0.0
