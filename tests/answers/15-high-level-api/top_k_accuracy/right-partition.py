# A partition in place of a sort.
def top_k_accuracy(scores, labels, k):
    threshold = -np.partition(-scores, k - 1, axis=1)[:, k - 1]
    own = scores[np.arange(len(scores)), labels.ravel()]
    return np.mean(own >= threshold)
