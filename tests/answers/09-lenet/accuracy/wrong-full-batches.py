# Counts the last batch as a full one.
# says: counted as a full one
def accuracy(scores, labels):
    return float((np.argmax(scores, axis=1) == np.reshape(labels, -1)).mean())


def accuracy_in_batches(network, x, labels, batch_size):
    right = seen = 0
    for start in range(0, len(x), batch_size):
        chosen = slice(start, start + batch_size)
        right += accuracy(network(x[chosen]), labels[chosen]) * len(x[chosen])
        seen += batch_size
    return right / seen
