# All thresholds at once.
def choose_threshold(labels, scores, least):
    thresholds = np.unique(scores)
    called = scores >= thresholds[:, None]
    sensitivity, specificity = called[:, labels == 1].mean(axis=1), (~called)[:, labels == 0].mean(axis=1)
    enough = sensitivity >= least
    return float(thresholds[enough & (specificity == specificity[enough].max())].min())
