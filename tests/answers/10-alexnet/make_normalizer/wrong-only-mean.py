# Forgets to divide.
# says: nothing is divided
def make_normalizer(training):
    x = training / 255
    mean = x.mean(axis=(0, 2, 3))[:, None, None]
    std = x.std(axis=(0, 2, 3))[:, None, None]
    return lambda picture: picture - mean
