# Averages over the batches.
# says: This is the plain average
def running_statistics(batches, momentum=0.9):
    axes = (0, *range(2, batches[0].ndim))
    return np.mean([x.mean(axis=axes) for x in batches], axis=0), np.mean([x.var(axis=axes) for x in batches], axis=0)
