# Compares every batch with the first labels.
# says: labels of the first
def accuracy(scores, labels):
    return float((np.argmax(scores, axis=1) == np.reshape(labels, -1)).mean())


def accuracy_in_batches(network, x, labels, batch_size):
    right = 0
    for start in range(0, len(x), batch_size):
        batch = x[start : start + batch_size]
        right += accuracy(network(batch), labels[: len(batch)]) * len(batch)
    return right / len(x)
