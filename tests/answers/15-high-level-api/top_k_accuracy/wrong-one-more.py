# k + 1 classes.
# says: not k + 1
def top_k_accuracy(scores, labels, k):
    own = np.take_along_axis(scores, np.reshape(labels, (-1, 1)), axis=1)
    return float(((scores > own).sum(axis=1) <= k).mean())
