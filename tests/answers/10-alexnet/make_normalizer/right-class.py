class _Normalizer:
    def __init__(self, pictures):
        flat = np.moveaxis(pictures, 1, 0).reshape(pictures.shape[1], -1)
        self.mean = flat.mean(axis=1) / 255
        self.std = flat.std(axis=1) / 255

    def __call__(self, picture):
        return ((picture.transpose(1, 2, 0) - self.mean) / self.std).transpose(2, 0, 1)


def make_normalizer(training):
    return _Normalizer(training)
