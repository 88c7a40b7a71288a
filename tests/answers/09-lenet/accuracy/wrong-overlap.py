# The last batch is taken from the end, full, so that some pictures count twice.
# says: accuracy_in_batches of 24
def accuracy(scores, labels):
    return float((np.argmax(scores, axis=1) == np.reshape(labels, -1)).mean())


def accuracy_in_batches(network, x, labels, batch_size):
    right, seen = 0, 0
    for start in range(0, len(x), batch_size):
        start = max(0, min(start, len(x) - batch_size))
        batch = slice(start, start + batch_size)
        right += accuracy(network(x[batch]), labels[batch]) * len(x[batch])
        seen += len(x[batch])
    return right / seen
