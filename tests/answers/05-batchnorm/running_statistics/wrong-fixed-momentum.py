# Writes 0.9 into the code.
# says: momentum is fixed at 0.9
def running_statistics(batches, momentum=0.9):
    c = batches[0].shape[1]
    mean, variance = np.zeros(c), np.ones(c)
    for x in batches:
        axes = (0, *range(2, x.ndim))
        mean = 0.9 * mean + 0.1 * x.mean(axis=axes)
        variance = 0.9 * variance + 0.1 * x.var(axis=axes)
    return mean, variance
