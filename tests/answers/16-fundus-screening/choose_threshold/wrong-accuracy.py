# The best accuracy.
# says: the sensitivity must reach `least` first
def choose_threshold(labels, scores, least):
    return float(max(np.unique(scores), key=lambda t: ((scores >= t) == labels).mean()))
