# Heaviside steps.
def auc(labels, scores):
    return np.heaviside(np.subtract.outer(scores[labels == 1], scores[labels != 1]), 0.5).mean()
