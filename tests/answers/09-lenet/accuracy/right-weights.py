def accuracy(scores, labels):
    return np.mean(np.asarray(scores).argmax(-1) == np.asarray(labels).flatten())


def accuracy_in_batches(network, x, labels, batch_size):
    cuts = range(batch_size, len(x), batch_size)
    parts = list(zip(np.split(x, cuts), np.split(labels, cuts)))
    return np.average([accuracy(network(a), b) for a, b in parts], weights=[len(b) for _, b in parts])
