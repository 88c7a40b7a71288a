# Updates the arrays in place, by the difference.
def running_statistics(batches, momentum=0.9):
    mean, variance = np.zeros(batches[0].shape[1]), np.ones(batches[0].shape[1])
    for x in batches:
        rows = np.moveaxis(x, 1, -1).reshape(-1, x.shape[1]).astype(float)
        mean += (1 - momentum) * (rows.mean(axis=0) - mean)
        variance += (1 - momentum) * (rows.var(axis=0) - variance)
    return mean, variance
