# Equal scores count 1.
# says: counted wholly
def auc(labels, scores):
    differences = scores[labels == 1][:, None] - scores[labels == 0]
    return float(np.mean(differences >= 0))
