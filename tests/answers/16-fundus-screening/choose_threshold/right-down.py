# From the highest score down: the first that is enough, then on while specificity stays.
def choose_threshold(labels, scores, least):
    ill, well = scores[labels == 1], scores[labels == 0]
    high = max(t for t in scores if np.mean(ill >= t) >= least)
    alarms = np.sum(well >= high)
    return float(min(t for t in scores if np.sum(well >= t) == alarms and np.mean(ill >= t) >= least))
