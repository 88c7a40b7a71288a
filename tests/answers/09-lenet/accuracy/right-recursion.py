def accuracy(scores, labels):
    said = np.asarray(scores).argmax(axis=-1)[:, None]
    return np.count_nonzero(said == np.asarray(labels).reshape(-1, 1)) / said.shape[0]


def accuracy_in_batches(network, x, labels, batch_size):
    def right(x, labels):
        if len(x) == 0:
            return 0
        z = network(x[:batch_size])
        return accuracy(z, labels[:batch_size]) * len(z) + right(x[batch_size:], labels[batch_size:])

    return right(x, labels) / len(labels)
