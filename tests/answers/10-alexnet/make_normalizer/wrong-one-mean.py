# One mean and standard deviation for all channels.
# says: each channel has its own
def make_normalizer(training):
    x = training / 255
    mean = x.mean()
    std = x.std()
    return lambda picture: (picture - mean) / std
