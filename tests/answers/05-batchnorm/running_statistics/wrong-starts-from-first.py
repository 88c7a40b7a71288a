# Starts from the first batch.
# says: It starts from the first batch
def running_statistics(batches, momentum=0.9):
    axes = (0, *range(2, batches[0].ndim))
    mean, variance = batches[0].mean(axis=axes), batches[0].var(axis=axes)
    for x in batches[1:]:
        mean = momentum * mean + (1 - momentum) * x.mean(axis=axes)
        variance = momentum * variance + (1 - momentum) * x.var(axis=axes)
    return mean, variance
