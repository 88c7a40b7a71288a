# Joins all batches into one.
# says: All batches are joined into one
def running_statistics(batches, momentum=0.9):
    x = np.concatenate(batches)
    axes = (0, *range(2, x.ndim))
    return (1 - momentum) * x.mean(axis=axes), momentum + (1 - momentum) * x.var(axis=axes)
