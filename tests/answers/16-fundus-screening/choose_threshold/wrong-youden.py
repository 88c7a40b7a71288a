# The best sum of both.
# says: the sensitivity must reach `least` first
def choose_threshold(labels, scores, least):
    return float(max(np.unique(scores), key=lambda t: (scores >= t)[labels == 1].mean() - (scores >= t)[labels == 0].mean()))
