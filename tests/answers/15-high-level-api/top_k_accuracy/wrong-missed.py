# How often the label is missed.
# says: how often the label is missed
def top_k_accuracy(scores, labels, k):
    own = np.take_along_axis(scores, np.reshape(labels, (-1, 1)), axis=1)
    return float(((scores > own).sum(axis=1) >= k).mean())
