# Gives the network one picture at a time.
# says: how many pictures the network was given
def accuracy(scores, labels):
    return float((np.argmax(scores, axis=1) == np.reshape(labels, -1)).mean())


def accuracy_in_batches(network, x, labels, batch_size):
    right = [accuracy(network(x[i : i + 1]), labels[i : i + 1]) for i in range(len(x))]
    return float(np.mean(right))
