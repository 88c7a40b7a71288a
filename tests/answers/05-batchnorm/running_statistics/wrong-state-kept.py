# Goes on from where the last call ended.
# says: called once more
kept = {}


def running_statistics(batches, momentum=0.9):
    channels = batches[0].shape[1]
    running_mean, running_variance = kept.get(channels, (np.zeros(channels), np.ones(channels)))
    for x in batches:
        axes = (0, *range(2, x.ndim))
        running_mean = momentum * running_mean + (1 - momentum) * x.mean(axis=axes)
        running_variance = momentum * running_variance + (1 - momentum) * x.var(axis=axes)
    kept[channels] = running_mean, running_variance
    return running_mean, running_variance
