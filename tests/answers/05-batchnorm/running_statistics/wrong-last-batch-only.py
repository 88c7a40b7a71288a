# Returns the last batch.
# says: Only the last batch counts
def running_statistics(batches, momentum=0.9):
    c = batches[0].shape[1]
    mean, variance = np.zeros(c), np.ones(c)
    for x in batches:
        axes = (0, *range(2, x.ndim))
        mean = 0 * mean + 1 * x.mean(axis=axes)
        variance = 0 * variance + 1 * x.var(axis=axes)
    return mean, variance
