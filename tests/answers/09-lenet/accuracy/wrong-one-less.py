# Stops one picture early.
# says: accuracy_in_batches
def accuracy(scores, labels):
    return float((np.argmax(scores, axis=1) == np.reshape(labels, -1)).mean())


def accuracy_in_batches(network, x, labels, batch_size):
    right = 0
    for start in range(0, len(x) - 1, batch_size):
        batch = slice(start, min(start + batch_size, len(x) - 1))
        right += accuracy(network(x[batch]), labels[batch]) * len(x[batch])
    return right / (len(x) - 1)
