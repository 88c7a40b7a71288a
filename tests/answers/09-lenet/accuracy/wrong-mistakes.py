# The share of mistakes.
# says: This is the share of mistakes
def accuracy(scores, labels):
    return float((np.argmax(scores, axis=1) != np.reshape(labels, -1)).mean())


def accuracy_in_batches(network, x, labels, batch_size):
    right = 0
    for start in range(0, len(x), batch_size):
        scores = np.asarray(network(x[start : start + batch_size]))
        right += (scores.argmax(axis=1) != labels[start : start + batch_size].reshape(-1)).sum()
    return float(right / len(x))
