# Flattens the labels in the first function only.
# says: every answer is compared with every label
def accuracy(scores, labels):
    return float((np.argmax(scores, axis=1) == np.reshape(labels, -1)).mean())


def accuracy_in_batches(network, x, labels, batch_size):
    right = 0
    for start in range(0, len(x), batch_size):
        batch = slice(start, start + batch_size)
        right += (network(x[batch]).argmax(axis=1) == labels[batch]).sum()
    return right / len(x)
