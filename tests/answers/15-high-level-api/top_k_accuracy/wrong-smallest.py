# argsort begins with the smallest.
# says: the k SMALLEST scores
def top_k_accuracy(scores, labels, k):
    best = np.argsort(scores, axis=1)[:, :k]
    return float((best == np.reshape(labels, (-1, 1))).any(axis=1).mean())
