# Returns the variance first.
# says: This is the running variance
def running_statistics(batches, momentum=0.9):
    c = batches[0].shape[1]
    mean, variance = np.zeros(c), np.ones(c)
    for x in batches:
        axes = (0, *range(2, x.ndim))
        mean = momentum * mean + (1 - momentum) * x.mean(axis=axes)
        variance = momentum * variance + (1 - momentum) * x.var(axis=axes)
    return variance, mean
