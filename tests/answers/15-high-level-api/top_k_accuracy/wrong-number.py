# How many, not which share.
# says: divide by how many there are
def top_k_accuracy(scores, labels, k):
    best = np.argsort(-scores, axis=1)[:, :k]
    return float((best == np.reshape(labels, (-1, 1))).any(axis=1).sum())
