# The middle between two scores.
# says: not the middle between two
def choose_threshold(labels, scores, least):
    best, chosen = None, None
    for threshold in np.unique(scores):
        called = scores >= threshold
        sensitivity, specificity = called[labels == 1].mean(), 1 - called[labels == 0].mean()
        if sensitivity >= least and (best is None or (specificity, sensitivity) > best):
            best, chosen = (specificity, sensitivity), threshold
    below = scores[scores < chosen]
    return float((chosen + below.max()) / 2) if len(below) else float(chosen)
