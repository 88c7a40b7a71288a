# Right shape, only zeros.
# says: values are wrong
def make_normalizer(training):
    return np.zeros_like
