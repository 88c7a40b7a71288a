def make_normalizer(training):
    means, stds = [], []
    for channel in range(training.shape[1]):
        values = training[:, channel].astype("float64").ravel() / 255
        means.append(values.sum() / values.size)
        stds.append(((values - means[-1]) ** 2).mean() ** 0.5)
    return lambda picture: np.stack([(x - m) / s for x, m, s in zip(picture, means, stds)])
