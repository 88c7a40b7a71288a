"""Chapter 16: the five networks of the course at one cost, how they are trained on synthetic fundus pictures, and the record of the study."""

import functools
import json
from pathlib import Path

import numpy as np

from course import alexnet, training

import paddle  # after the course, which silences Paddle's note about ccache
import paddle.nn.functional as F
from paddle import nn

SIZE = 64  # pixels: networks that halve five times keep 2×2 places of them
EPOCHS, BATCH = 10, 25
RATES = (0.003, 0.001, 0.0003)  # tried with each network
SEEDS = (0, 1, 2)
RECORD = Path(__file__).with_name("screening_runs.json")
VGG_11 = ((1, 8), (1, 16), (2, 32), (2, 64), (2, 64))  # convolutions and channels of each stage, an eighth of the published ones
MODULES = (  # GoogLeNet's at a quarter: 1×1; reduction, 3×3; reduction, 5×5; behind the pooling. None: a pooling
    (16, (24, 32), (4, 8), 8),
    (32, (32, 48), (8, 24), 16),
    None,
    (48, (24, 52), (4, 12), 16),
    (40, (28, 56), (6, 16), 16),
    (32, (32, 64), (6, 16), 16),
    (28, (36, 72), (8, 16), 16),
    (64, (40, 80), (8, 32), 32),
    None,
    (64, (40, 80), (8, 32), 32),
    (96, (48, 96), (12, 32), 32),
)


def conv(before, after, k, stride=1, padding=0, activation=nn.ReLU, normalized=True):
    """A convolution, batch normalization unless switched off, and an activation, as a list of layers."""
    middle = [nn.BatchNorm2D(after)] if normalized else []
    return [nn.Conv2D(before, after, k, stride, padding), *middle, activation()]


def lenet(size=SIZE, activation=nn.ReLU, normalized=True):
    """LeNet for colour pictures, full width: three convolutions and two fully connected layers."""
    side = ((size - 4) // 2 - 4) // 2 - 3
    options = {"activation": activation, "normalized": normalized}
    layers = [*conv(3, 6, 5, **options), nn.MaxPool2D(2, 2), *conv(6, 16, 5, **options), nn.MaxPool2D(2, 2), *conv(16, 120, 4, **options)]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(120 * side * side, 64), activation(), nn.Linear(64, 2))


def alexnet_quarter(size=SIZE):
    """AlexNet with a quarter of its channels and units."""
    layers = [*conv(3, 24, 11, 4, 5), nn.MaxPool2D(2, 2), *conv(24, 64, 5, 1, 2), nn.MaxPool2D(2, 2)]
    layers += [*conv(64, 96, 3, 1, 1), *conv(96, 96, 3, 1, 1), *conv(96, 64, 3, 1, 1), nn.MaxPool2D(2, 2)]
    return nn.Sequential(*layers, *_head(64 * (size // 32) ** 2, 1024))


def vgg_eighth(size=SIZE):
    """VGG-11 with an eighth of its channels and units."""
    layers, channels = [], 3
    for number, after in VGG_11:
        for _ in range(number):
            layers += conv(channels, after, 3, 1, 1)
            channels = after
        layers.append(nn.MaxPool2D(2, 2))
    return nn.Sequential(*layers, *_head(channels * (size // 32) ** 2, 512))


def _head(inputs, units):
    hidden = [nn.Flatten(), nn.Linear(inputs, units), nn.ReLU(), nn.Dropout(0.5), nn.Linear(units, units), nn.ReLU(), nn.Dropout(0.5)]
    return [*hidden, nn.Linear(units, 2)]


class Inception(nn.Layer):
    """Four branches side by side, their channels stacked."""

    def __init__(self, before, one, three, five, pooled):
        super().__init__()
        self.one = nn.Sequential(*conv(before, one, 1))
        self.three = nn.Sequential(*conv(before, three[0], 1), *conv(*three, 3, 1, 1))
        self.five = nn.Sequential(*conv(before, five[0], 1), *conv(*five, 5, 1, 2))
        self.pooled = nn.Sequential(nn.MaxPool2D(3, 1, 1), *conv(before, pooled, 1))

    def forward(self, x):
        return paddle.concat([self.one(x), self.three(x), self.five(x), self.pooled(x)], axis=1)


def googlenet_quarter(size=SIZE):
    """GoogLeNet with a quarter of its channels, without auxiliary heads. It takes pictures of any size."""
    layers = [*conv(3, 16, 7, 2, 3), nn.MaxPool2D(3, 2, 1), *conv(16, 16, 1), *conv(16, 48, 3, 1, 1), nn.MaxPool2D(3, 2, 1)]
    channels = 48
    for module in MODULES:
        layers.append(Inception(channels, *module) if module else nn.MaxPool2D(3, 2, 1))
        channels = module[0] + module[1][1] + module[2][1] + module[3] if module else channels
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2D(1), nn.Flatten(), nn.Linear(channels, 2))


class Residual(nn.Layer):
    """Two 3×3 convolutions, and the input added to what they give."""

    def __init__(self, before, after, stride):
        super().__init__()
        self.inner = nn.Sequential(*conv(before, after, 3, stride, 1), nn.Conv2D(after, after, 3, 1, 1), nn.BatchNorm2D(after))
        same = stride == 1 and before == after
        self.shortcut = nn.Identity() if same else nn.Sequential(nn.Conv2D(before, after, 1, stride), nn.BatchNorm2D(after))

    def forward(self, x):
        return F.relu(self.inner(x) + self.shortcut(x))


def resnet_quarter(size=SIZE):
    """ResNet-18 with a quarter of its channels. It takes pictures of any size."""
    layers, channels = [*conv(3, 16, 7, 2, 3), nn.MaxPool2D(3, 2, 1)], 16
    for after in (16, 32, 64, 128):
        layers += [Residual(channels, after, 1 if after == channels else 2), Residual(after, after, 1)]
        channels = after
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2D(1), nn.Flatten(), nn.Linear(channels, 2))


# {network: (how to build it, its width, layers with weights from the picture to the scores, year)}
NETWORKS = {
    "LeNet": (lenet, "1", 5, 1998),
    "AlexNet": (alexnet_quarter, "1/4", 8, 2012),
    "VGG-11": (vgg_eighth, "1/8", 11, 2014),
    "GoogLeNet": (googlenet_quarter, "1/4", 22, 2014),
    "ResNet-18": (resnet_quarter, "1/4", 18, 2015),
}


def parts(size=SIZE):
    """The synthetic fundus pictures of chapters 10 to 12, (training, validation, test), on the scale of the training pictures.

    From 64 pixels on they are drawn at this size; smaller ones are halved from 64.
    """
    pictures = alexnet.fundus_parts(max(size, 64))
    while pictures[0].pictures.shape[-1] > size:
        pictures = [alexnet.halved(part) for part in pictures]
    x = pictures[0].pictures / np.float32(255)
    mean, std = (f(x, axis=(0, 2, 3), dtype=np.float64)[:, None, None].astype("float32") for f in (np.mean, np.std))
    return tuple(part.with_transform(lambda picture: (picture - mean) / std) for part in pictures)


def study_run(name, rate, seed, pictures, epochs=EPOCHS, path=None):
    """A Runner of a network after `epochs` of the study's EPOCHS: Adam, a rate that falls along a cosine to 0, batches of 25.

    The rate falls as if all EPOCHS followed, so that a run of fewer epochs is the beginning of a whole one.
    """
    training.seed_everything(seed)
    net = NETWORKS[name][0]()
    schedule = paddle.optimizer.lr.CosineAnnealingDecay(rate, T_max=EPOCHS)
    return _train(net, paddle.optimizer.Adam(schedule, parameters=net.parameters()), seed, pictures, epochs, path)


def factor_run(activation, rate, size, seed, pictures, epochs, path=None):
    """A Runner of the LeNet that tutorials give such photographs: no batch normalization, Momentum with 0.9 at a rate that stays."""
    training.seed_everything(seed)
    net = lenet(size, activation, normalized=False)
    return _train(net, paddle.optimizer.Momentum(rate, 0.9, parameters=net.parameters()), seed, pictures, epochs, path)


def _train(net, optimizer, seed, pictures, epochs, path):
    runner = training.Runner(net, optimizer, seed=seed, path=path)
    if path and Path(path).exists():
        runner.load()
    if len(runner.history) < epochs:
        runner.train(pictures[0], pictures[1], epochs, batch_size=BATCH)
    return runner


def log_odds(runner, part):
    """What a network says of pictures: the score of "pathologic" less the other, which is the logarithm of the odds, [N]."""
    scores = runner.predict(part)
    return scores[:, 1] - scores[:, 0]


def probabilities(odds):
    """Probabilities of "pathologic" from log odds."""
    return 1 / (1 + np.exp(-np.asarray(odds, dtype=float)))


@functools.lru_cache(maxsize=1)
def record():
    """What `python -m benchmarks.screening` measured, as its file holds it."""
    return json.loads(RECORD.read_text(encoding="utf-8"))
