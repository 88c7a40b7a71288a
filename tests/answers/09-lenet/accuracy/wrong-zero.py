# Zeros.
# says: accuracy of 4 rows
def accuracy(scores, labels):
    return 0.0


def accuracy_in_batches(network, x, labels, batch_size):
    return 0.0
