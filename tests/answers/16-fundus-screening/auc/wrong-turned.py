# A model worse than guessing is turned round.
# says: is not turned round
def auc(labels, scores):
    gaps = scores[labels == 1][:, None] - scores[labels == 0]
    area = float(np.mean((gaps > 0) + 0.5 * (gaps == 0)))
    return max(area, 1 - area)
