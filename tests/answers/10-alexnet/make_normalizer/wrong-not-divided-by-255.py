# Takes the statistics of numbers up to 255.
# says: numbers from 0 to 255
def make_normalizer(training):
    x = training
    mean = x.mean(axis=(0, 2, 3))[:, None, None]
    std = x.std(axis=(0, 2, 3))[:, None, None]
    return lambda picture: (picture - mean) / std
