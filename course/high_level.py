"""Chapter 15: small pictures in colour, a ResNet in two parts, and small networks to try answers on."""

import warnings

import numpy as np

from course import data
from course.resnet import Block

import paddle  # after the course, which silences Paddle's note about ccache
from paddle import nn
from paddle.io import DataLoader, TensorDataset

# paddle.Model warns at every batch of labels that it copies them.
warnings.filterwarnings("ignore", message="To copy construct from a tensor")


def coloured_digits():
    """A stand-in for CIFAR-10: scikit-learn's digits, 32×32, in random colours on random colours: (training, validation, test).

    Ten classes and pictures [3, 32, 32], uint8, as CIFAR-10 has. The ink is brighter than the paper by 0.4 or more; the colours say nothing of the digit.
    """
    rng, found = np.random.default_rng(15), []
    for part in data.digits(32):
        colours = rng.random((16 * len(part), 2, 3))
        grey = colours @ [0.299, 0.587, 0.114]
        ink, paper = np.moveaxis(colours[grey[:, 0] - grey[:, 1] > 0.4][: len(part)], 1, 0)[..., None, None]
        pictures = paper + part.pictures * (ink - paper) + rng.normal(0, 0.03, (len(part), 3, 32, 32))
        found.append(data.Pictures(np.uint8(255 * pictures.clip(0, 1)), part.labels, part.classes))
    return tuple(found)


def small_pictures(cifar_wanted=False):
    """Small colour pictures of ten kinds: (training, validation, test) Pictures; which ones is printed.

    cifar_wanted: take CIFAR-10 where its file is in the data folder; otherwise, and where it is not, the stand-in.
    """
    if cifar_wanted and all((data.data_folder() / name).exists() for name in data.CIFAR10_FILES):
        parts, name = data.cifar10(), "CIFAR-10"
    else:
        parts, name = coloured_digits(), "A stand-in for CIFAR-10, coloured digits"
    print(f"{name}: {' + '.join(f'{len(part):,}' for part in parts)} pictures of 32×32 in colour, ten kinds.")
    return parts


class InTwoParts(nn.Layer):
    """A network of a body, pictures [N, C, H, W] to feature maps, and a head, feature maps to scores [N, K]."""

    def __init__(self, body, head):
        super().__init__()
        self.body, self.head = body, head

    def forward(self, x):
        return self.head(self.body(x))


def resnet(blocks, width, classes, in_channels=3):
    """A ResNet for small pictures, in two parts. blocks: blocks in each stage, [2, 2, 2, 2] for ResNet-18; width: channels of the first stage.

    Every stage but the first halves rows and columns and doubles the channels. The stem is one 3×3 convolution with stride 2.
    """
    layers, before = [nn.Conv2D(in_channels, width, 3, 2, 1, bias_attr=False), nn.BatchNorm2D(width), nn.ReLU()], width
    for stage, number in enumerate(blocks):
        for index in range(number):
            layers.append(Block(before, width * 2**stage, 2 if stage and index == 0 else 1))
            before = width * 2**stage
    return InTwoParts(nn.Sequential(*layers), nn.Sequential(nn.AdaptiveAvgPool2D(1), nn.Flatten(), nn.Linear(before, classes)))


def tiny_network(in_channels=2, width=3, classes=4, head="linear"):
    """A network in two parts on which a test tries answers. head: "linear", "normalized" (with batch normalization) or "hidden" (two layers)."""
    heads = {
        "linear": [nn.Linear(2 * width, classes)],
        "normalized": [nn.BatchNorm1D(2 * width), nn.Linear(2 * width, classes)],
        "hidden": [nn.Linear(2 * width, 6), nn.ReLU(), nn.Linear(6, classes)],
    }
    layers = [nn.Conv2D(in_channels, width, 3, padding=1, bias_attr=False), nn.BatchNorm2D(width), nn.ReLU(), Block(width, 2 * width, 2)]
    return InTwoParts(nn.Sequential(*layers), nn.Sequential(nn.AdaptiveAvgPool2D(1), nn.Flatten(), *heads[head]))


def tiny_model():
    """A paddle.Model that is never trained, for calling a callback's methods one by one."""
    return paddle.Model(nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1D(2)))


class Threshold(nn.Layer):
    """One parameter t: numbers x [N, 1] to scores [t, x], so that x is said to be of class 0 where it lies below t."""

    def __init__(self):
        super().__init__()
        self.t = self.create_parameter([1], default_initializer=nn.initializer.Constant(0.0))

    def forward(self, x):
        return paddle.concat([self.t.expand([len(x), 1]), x], axis=1)


def threshold_fit(callback, labels, epochs, model=None):
    """Train a Threshold with paddle.Model.fit and a callback; t grows by 1 in each epoch. Returns the paddle.Model.

    labels: of the validation numbers 0.5, 1.5, ...: in epoch e the one of number e turns right (label 0) or wrong (label 1).
    model: a paddle.Model that an earlier call returned, to train it once more from t = 0.
    """
    if model is None:
        net = Threshold()
        model = paddle.Model(net)
        sgd = paddle.optimizer.SGD(1.0, parameters=net.parameters())
        model.prepare(sgd, lambda scores, labels: scores[:, 1].mean() - net.t.sum(), paddle.metric.Accuracy())
    model.network.t.set_value(np.zeros(1, dtype="float32"))
    x = np.arange(len(labels), dtype="float32")[:, None] + 0.5
    parts = [TensorDataset([paddle.to_tensor(x), paddle.to_tensor(np.asarray(labels, dtype="int64"))]) for _ in range(2)]
    loaders = [DataLoader(part, batch_size=len(labels)) for part in parts]
    model.fit(*loaders, epochs=epochs, verbose=0, callbacks=[callback])
    return model
