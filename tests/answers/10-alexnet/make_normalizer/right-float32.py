def make_normalizer(training):
    x = training.astype("float32") / np.float32(255)
    mean = x.mean(axis=(0, 2, 3), keepdims=True)[0]
    std = x.std(axis=(0, 2, 3), keepdims=True)[0]
    return lambda picture: ((picture - mean) / std).astype("float32")
