# Rounds to two digits.
# says: accuracy
def accuracy(scores, labels):
    return round(float((np.argmax(scores, axis=1) == np.reshape(labels, -1)).mean()), 2)


def accuracy_in_batches(network, x, labels, batch_size):
    right = 0
    for start in range(0, len(x), batch_size):
        right += (network(x[start : start + batch_size]).argmax(1) == labels[start : start + batch_size].ravel()).sum()
    return round(right / len(x), 2)
