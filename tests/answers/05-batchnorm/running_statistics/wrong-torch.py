# PyTorch's rules with Paddle's number.
# says: momentum is the weight of the old value
def running_statistics(batches, momentum=0.9):
    c = batches[0].shape[1]
    mean, variance = np.zeros(c), np.ones(c)
    for x in batches:
        axes = (0, *range(2, x.ndim))
        mean = (1 - momentum) * mean + momentum * x.mean(axis=axes)
        variance = (1 - momentum) * variance + momentum * x.var(axis=axes, ddof=1)
    return mean, variance
