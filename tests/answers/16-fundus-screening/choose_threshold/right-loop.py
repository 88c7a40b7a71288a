# A loop that keeps the best.
def choose_threshold(labels, scores, least):
    best, chosen = None, None
    for threshold in np.unique(scores):
        called = scores >= threshold
        sensitivity, specificity = called[labels == 1].mean(), 1 - called[labels == 0].mean()
        if sensitivity >= least and (best is None or (specificity, sensitivity) > best):
            best, chosen = (specificity, sensitivity), threshold
    return float(chosen)
