# A percentage.
# says: This is a percentage
def top_k_accuracy(scores, labels, k):
    best = np.argsort(-scores, axis=1)[:, :k]
    return 100 * float((best == np.reshape(labels, (-1, 1))).any(axis=1).mean())
