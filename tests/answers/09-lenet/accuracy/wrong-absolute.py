# The score that is largest without its sign.
# says: smallest score is taken
def accuracy(scores, labels):
    return float((np.abs(scores).argmax(axis=1) == np.reshape(labels, -1)).mean())


def accuracy_in_batches(network, x, labels, batch_size):
    right = 0
    for start in range(0, len(x), batch_size):
        batch = slice(start, start + batch_size)
        right += accuracy(network(x[batch]), labels[batch]) * len(x[batch])
    return right / len(x)
