# The mean of the batches' accuracies.
# says: mean of the batches' accuracies
def accuracy(scores, labels):
    return float((np.argmax(scores, axis=1) == np.reshape(labels, -1)).mean())


def accuracy_in_batches(network, x, labels, batch_size):
    shares = []
    for start in range(0, len(x), batch_size):
        shares.append(accuracy(network(x[start : start + batch_size]), labels[start : start + batch_size]))
    return float(np.mean(shares))
