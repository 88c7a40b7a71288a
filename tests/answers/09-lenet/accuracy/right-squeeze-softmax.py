def accuracy(scores, labels):
    scores = np.asarray(scores, dtype=np.float64)
    e = np.exp(scores - scores.max(1, keepdims=True))
    return (np.argmax(e / e.sum(1, keepdims=True), 1) == np.squeeze(np.atleast_1d(labels))).mean().item()


def accuracy_in_batches(network, x, labels, batch_size):
    total, done = 0, 0
    while done < len(x):
        z = network(x[done : done + batch_size])
        total += round(accuracy(z, labels[done : done + batch_size]) * len(z))
        done += len(z)
    return total / done
