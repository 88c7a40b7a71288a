# Leaves the short last batch out.
# says: last, short batch is left out
def accuracy(scores, labels):
    return float((np.argmax(scores, axis=1) == np.reshape(labels, -1)).mean())


def accuracy_in_batches(network, x, labels, batch_size):
    right = seen = 0
    for start in range(0, len(x) - batch_size + 1, batch_size):
        chosen = slice(start, start + batch_size)
        right += accuracy(network(x[chosen]), labels[chosen]) * batch_size
        seen += batch_size
    return right / max(seen, 1)
