# Signs.
def auc(labels, scores):
    return (1 + np.sign(np.subtract.outer(scores[labels == 1], scores[labels == 0])).mean()) / 2
