# A quantile.
# says: goes between two scores
def choose_threshold(labels, scores, least):
    return float(np.quantile(scores[labels == 1], 1 - least))
