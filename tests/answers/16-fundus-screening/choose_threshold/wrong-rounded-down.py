# Rounds the number of eyes down.
# says: is below `least`
def choose_threshold(labels, scores, least):
    ill = np.sort(scores[labels == 1])[::-1]
    high = ill[max(int(least * len(ill)), 1) - 1]
    alarms = np.sum(scores[labels == 0] >= high)
    return float(min(t for t in ill if np.sum(scores[labels == 0] >= t) == alarms))
