"""GoogLeNet for chapter 13: the network at any width, what its modules and its stem cost, and explorations of both."""

from ipywidgets import Checkbox, Dropdown, IntSlider, Layout
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course import plots
from course.plots import INK
from course.widgets import Explorer

import paddle  # after the course, which silences Paddle's note about ccache
from paddle import nn

# The nine modules of Szegedy and others (2015), table 1, from the picture to the scores:
# filters of the 1×1 branch, (reduction, filters) of 3×3 and of 5×5, filters behind the pooling.
MODULES = {
    "3a": (64, (96, 128), (16, 32), 32),
    "3b": (128, (128, 192), (32, 96), 64),
    "4a": (192, (96, 208), (16, 48), 64),
    "4b": (160, (112, 224), (24, 64), 64),
    "4c": (128, (128, 256), (24, 64), 64),
    "4d": (112, (144, 288), (32, 64), 64),
    "4e": (256, (160, 320), (32, 128), 128),
    "5a": (256, (160, 320), (32, 128), 128),
    "5b": (384, (192, 384), (48, 128), 128),
}
POOLED = ("3b", "4e")  # a pooling stands behind these modules
STEM = (64, 64, 192)


def narrowed(module, width):
    """The four entries of a module with every number of filters multiplied by width, and rounded."""
    return tuple(tuple(round(each * width) for each in entry) if isinstance(entry, tuple) else round(entry * width) for entry in module)


def filters_out(module):
    """The channels that a module gives out: those of its four branches, side by side."""
    one, (_, three), (_, five), pooled = module
    return one + three + five + pooled


def convolution(before, after, kernel_size, stride=1, normalized=False):
    """A convolution that keeps rows and columns (at stride 1) and a ReLU; normalized: batch normalization between them."""
    layers = [nn.Conv2D(before, after, kernel_size, stride=stride, padding=kernel_size // 2)]
    return [*layers, *([nn.BatchNorm2D(after)] if normalized else []), nn.ReLU()]


class Inception(nn.Layer):
    """Four branches side by side, and their channels stacked. twice: two 3×3 convolutions stand in the place of the 5×5."""

    def __init__(self, before, module, normalized=False, twice=False):
        super().__init__()
        one, (less, three), (few, five), pooled = module
        large = [(few, five, 3), (five, five, 3)] if twice else [(few, five, 5)]
        plans = [[(before, one, 1)], [(before, less, 1), (less, three, 3)], [(before, few, 1), *large], [(before, pooled, 1)]]
        branches = [[layer for plan in branch for layer in convolution(*plan, normalized=normalized)] for branch in plans]
        branches[3].insert(0, nn.MaxPool2D(3, stride=1, padding=1))
        self.branches = nn.LayerList([nn.Sequential(*branch) for branch in branches])

    def forward(self, x):
        return paddle.concat([branch(x) for branch in self.branches], axis=1)


def build(width=1.0, in_channels=3, classes=1000, stem_stride=2, normalized=False, dropout=0.0):
    """GoogLeNet without auxiliary heads as an nn.Sequential.

    width: multiplies the filters of every convolution; stem_stride: of the first one; normalized: batch normalization
    stands between each convolution and its ReLU; dropout: before the last layer.
    """
    first, second, third = (round(each * width) for each in STEM)
    layers = convolution(in_channels, first, 7, stem_stride, normalized) + [nn.MaxPool2D(3, 2, 1)]
    layers += convolution(first, second, 1, 1, normalized) + convolution(second, third, 3, 1, normalized) + [nn.MaxPool2D(3, 2, 1)]
    return nn.Sequential(*layers, *_modules_and_head(third, width, classes, normalized, False, dropout))


def build_small(width=1.0, in_channels=3, classes=10):
    """The variant for 32×32 pixels: a 3×3 stem without stride or pooling, batch normalization, two 3×3 in the place of each 5×5."""
    stem = round(192 * width)
    return nn.Sequential(*convolution(in_channels, stem, 3, 1, True), *_modules_and_head(stem, width, classes, True, True, 0.0))


def _modules_and_head(channels, width, classes, normalized, twice, dropout):
    layers = []
    for name, module in MODULES.items():
        layers.append(Inception(channels, narrowed(module, width), normalized, twice))
        channels = filters_out(narrowed(module, width))
        layers += [nn.MaxPool2D(3, 2, 1)] if name in POOLED else []
    return [*layers, nn.AdaptiveAvgPool2D(1), nn.Flatten(), nn.Dropout(dropout), nn.Linear(channels, classes)]
