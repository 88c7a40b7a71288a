from functools import partial


def scaled(mean, std, picture):
    return ((picture.transpose(1, 2, 0) - mean) / std).transpose(2, 0, 1)


def make_normalizer(training):
    x = np.moveaxis(training, 1, -1).reshape(-1, training.shape[1]) / 255.0
    mean = x.mean(axis=0)
    return partial(scaled, mean, np.sqrt((x**2).mean(axis=0) - mean**2))
