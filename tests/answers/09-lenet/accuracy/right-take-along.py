def accuracy(scores, labels):
    labels = np.asarray(labels).reshape(-1, 1)
    return float(np.mean(np.take_along_axis(scores, labels, axis=1)[:, 0] == scores.max(axis=1)))


def accuracy_in_batches(network, x, labels, batch_size):
    count = -(-len(x) // batch_size)
    said = [network(x[i * batch_size : (i + 1) * batch_size]).argmax(axis=1) for i in range(count)]
    return float(np.mean(np.hstack(said) == labels.ravel()))
