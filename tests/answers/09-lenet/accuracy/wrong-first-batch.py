# Returns inside the loop.
# says: Only the first batch
def accuracy(scores, labels):
    return float((np.argmax(scores, axis=1) == np.reshape(labels, -1)).mean())


def accuracy_in_batches(network, x, labels, batch_size):
    for start in range(0, len(x), batch_size):
        return accuracy(network(x[start : start + batch_size]), labels[start : start + batch_size])
