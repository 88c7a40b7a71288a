# The class in place k, and no other.
# says: Only the score in place k
def top_k_accuracy(scores, labels, k):
    place = np.argsort(-scores, axis=1)[:, k - 1]
    return float((place == np.ravel(labels)).mean())
