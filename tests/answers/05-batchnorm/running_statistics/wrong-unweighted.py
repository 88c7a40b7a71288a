# Adds the batch statistics unweighted.
# says: go in unweighted
def running_statistics(batches, momentum=0.9):
    c = batches[0].shape[1]
    mean, variance = np.zeros(c), np.ones(c)
    for x in batches:
        axes = (0, *range(2, x.ndim))
        mean = momentum * mean + x.mean(axis=axes)
        variance = momentum * variance + x.var(axis=axes)
    return mean, variance
