# Equal scores count 0.
# says: are not counted; each counts one half
def auc(labels, scores):
    differences = scores[labels == 1][:, None] - scores[labels == 0]
    return float(np.mean(differences > 0))
