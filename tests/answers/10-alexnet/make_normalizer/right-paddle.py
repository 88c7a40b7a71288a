def make_normalizer(training):
    from paddle.vision.transforms import Normalize
    x = training / 255
    return Normalize(x.mean((0, 2, 3)).tolist(), x.std((0, 2, 3)).tolist(), data_format="CHW")
