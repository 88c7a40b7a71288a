def accuracy(scores, labels):
    labels = np.asarray(labels).ravel()
    return sum(int(np.argmax(row)) == int(label) for row, label in zip(scores, labels)) / len(labels)


def accuracy_in_batches(network, x, labels, batch_size):
    batches = [network(x[start : start + batch_size]) for start in range(0, len(x), batch_size)]
    return accuracy(np.concatenate(batches), labels)
