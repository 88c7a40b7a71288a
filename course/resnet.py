"""Chapter 14: ResNets, plain networks of the same depth, and what was measured when both were trained."""

import numpy as np
from ipywidgets import Dropdown, IntSlider, Layout
from matplotlib.figure import Figure

from course import data, gallery, plots, resnet_runs
from course.training import seed_everything
from course.widgets import Explorer

import paddle  # after the course, which silences Paddle's note about ccache
import paddle.nn.functional as F
from paddle import nn

# He, Zhang, Ren and Sun, Deep residual learning for image recognition (2016), table 1: blocks in each of the four stages.
BLOCKS = {18: [2, 2, 2, 2], 34: [3, 4, 6, 3], 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3]}

KINDS = ("plain", "residual")
DEPTHS = (8, 20, 32, 44)  # of the recorded runs of small_run
COLUMNS = {"training loss": 0, "training accuracy": 1, "test accuracy": 2}


class Block(nn.Layer):
    """Two 3×3 convolutions with batch normalization; their output is added to the input, and ReLU follows.

    Where channels or size change, the input goes through a 1×1 convolution with batch normalization first.
    residual: without it nothing is added, and there is no such convolution.
    """

    def __init__(self, in_channels, out_channels, stride=1, residual=True):
        super().__init__()
        self.conv1 = nn.Conv2D(in_channels, out_channels, 3, stride, 1, bias_attr=False)
        self.bn1 = nn.BatchNorm2D(out_channels)
        self.conv2 = nn.Conv2D(out_channels, out_channels, 3, 1, 1, bias_attr=False)
        self.bn2 = nn.BatchNorm2D(out_channels)
        self.residual, self.shortcut = residual, None
        if residual and (stride > 1 or in_channels != out_channels):
            self.shortcut = nn.Sequential(nn.Conv2D(in_channels, out_channels, 1, stride, bias_attr=False), nn.BatchNorm2D(out_channels))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.residual:
            y = y + (x if self.shortcut is None else self.shortcut(x))
        return F.relu(y)


class Network(nn.Layer):
    """A stem, stages of blocks, the mean over each map, a fully connected layer: pictures [N, C, H, W] to scores [N, classes].

    stem: a layer that gives as many channels as the first stage has; stages: (blocks, channels) of each;
    every stage but the first begins with stride 2.
    """

    def __init__(self, stem, stages, classes, residual=True):
        super().__init__()
        channels, self.stem, groups = stages[0][1], stem, []
        for place, (number, out_channels) in enumerate(stages):
            blocks = []
            for index in range(number):
                blocks.append(Block(channels, out_channels, 2 if place and index == 0 else 1, residual))
                channels = out_channels
            groups.append(nn.Sequential(*blocks))
        self.stages = nn.Sequential(*groups)
        self.head = nn.Linear(channels, classes)

    def forward(self, x):
        return self.head(self.stages(self.stem(x)).mean(axis=[2, 3]))


def resnet_18(in_channels=3, classes=1000, width=64, stem_bias=False, residual=True):
    """ResNet-18 with `width` channels in its first stage.

    stem_bias: the first convolution has a bias, as in many textbooks; batch normalization takes it out again.
    residual: without it, the plain network of 18 layers.
    """
    first = nn.Conv2D(in_channels, width, 7, 2, 3, bias_attr=None if stem_bias else False)
    stem = nn.Sequential(first, nn.BatchNorm2D(width), nn.ReLU(), nn.MaxPool2D(3, 2, 1))
    return Network(stem, [(number, width * 2**stage) for stage, number in enumerate(BLOCKS[18])], classes, residual)


def small(depth, residual=True, width=8, in_channels=1, classes=10):
    """A network for small pictures, of the kind that the paper trained on CIFAR-10: three stages of (depth - 2) / 6 blocks.

    width: the channels of the first stage, 16 in the paper; they double in each of the two others.
    Raises ValueError where the depth is not 6n + 2.
    """
    if depth < 8 or (depth - 2) % 6:
        raise ValueError(f"these networks have three stages of n blocks of two convolutions, so 6n + 2 layers: 8, 14, 20, ...; not {depth}")
    stem = nn.Sequential(nn.Conv2D(in_channels, width, 3, 1, 1, bias_attr=False), nn.BatchNorm2D(width), nn.ReLU())
    return Network(stem, [((depth - 2) // 6, width * 2**stage) for stage in range(3)], classes, residual)


def learning_run(make, rate, seed, training, test, epochs, batch_size=50, always_test=True):
    """Train a network with Momentum 0.9 at a rate that stays: a row (training loss, training accuracy, test accuracy) for each epoch.

    make: a function that builds the network, after the seed is set; training, test: course.data.Pictures.
    Loss and accuracy on the training pictures are means over the epoch, while the network learns.
    always_test: without it the test pictures are read after the last epoch only; before, NaN stands for the test accuracy.
    """
    seed_everything(seed)
    net, rng, rows = make(), np.random.default_rng(seed), []
    optimizer = paddle.optimizer.Momentum(rate, 0.9, parameters=net.parameters())
    x, labels, unseen = (paddle.to_tensor(array) for array in (training.pictures, training.labels, test.pictures))
    for epoch in range(1, epochs + 1):
        sums, order = np.zeros(2), paddle.to_tensor(rng.permutation(len(training)))
        net.train()
        for start in range(0, len(training), batch_size):
            chosen = order[start : start + batch_size]
            scores = net(x[chosen])
            loss = F.cross_entropy(scores, labels[chosen])
            loss.backward()
            optimizer.step()
            optimizer.clear_grad()
            sums += len(chosen) * loss.item(), (scores.argmax(axis=1) == labels[chosen]).sum().item()
        accuracy = np.nan
        if always_test or epoch == epochs:
            net.eval()
            with paddle.no_grad():
                accuracy = float((net(unseen).numpy().argmax(axis=1) == test.labels).mean())
        rows.append((*(sums / len(training)).tolist(), accuracy))
    return rows


def small_run(depth, residual, seed, rate=0.05, pictures=500, epochs=8, always_test=True):
    """learning_run of a network of `small` on the first digits of 8×8 pixels, tested on the 500 of the test part."""
    training, _, test = data.digits(8)
    return learning_run(lambda: small(depth, residual), rate, seed, training.take(slice(pictures)), test, epochs, always_test=always_test)


def eighteen_run(residual, seed, rate, pictures=1000, epochs=12):
    """learning_run of 18 layers, ResNet-18 with 8 channels in its first stage or the plain network, on the digits of 32×32 pixels."""
    training, _, test = data.digits(32)
    return learning_run(lambda: resnet_18(1, 10, 8, residual=residual), rate, seed, training.take(slice(pictures)), test, epochs)


def recorded(kind, depth, rate=0.05):
    """The recorded runs of small_run, [seeds, epochs, 3]: training loss, training accuracy, test accuracy. kind: one of KINDS.

    benchmarks/degradation.py made them; so it did those of `eighteen`.
    """
    return np.array(resnet_runs.SMALL[kind, depth, rate]) / 1000


def eighteen(kind, rate):
    """The recorded runs of eighteen_run, [seeds, epochs, 3], as those of `recorded`. rate: 0.005 or 0.01."""
    return np.array(resnet_runs.EIGHTEEN[kind, rate]) / 1000


def blocks_figure(blocks):
    """Blocks of layers side by side, each from top to bottom, with the way around them.

    blocks: {title: (layers, shortcut)}; layers: their names; shortcut: None where there is none, otherwise
    the names of the layers in it, which may be none.
    """
    figure = Figure(figsize=(2.9 * len(blocks), 4.6), layout="constrained")
    lowest = -3.5 - max(len(layers) for layers, _ in blocks.values())
    for axes, (title, (layers, shortcut)) in zip(figure.subplots(1, len(blocks), squeeze=False)[0], blocks.items()):
        axes.set(xlim=(-1.1, 2.3), ylim=(lowest, 0.4), title=title)
        axes.axis("off")
        rows = ["x", *layers, *(["+"] if shortcut is not None else []), "ReLU", "y"]
        for row, name in enumerate(rows):
            _box(axes, 0, -row, name)
            if row:
                _arrow(axes, (0, 0.7 - row), (0, 0.25 - row))
        if shortcut is not None:
            end = len(layers) + 1
            axes.plot([0, 1.6, 1.6], [-0.42, -0.42, -end], color=plots.WINDOW, linewidth=2)
            _arrow(axes, (1.6, -end), (0.3, -end), plots.WINDOW)
            for place, name in enumerate(shortcut):
                _box(axes, 1.6, -(end - len(shortcut) + 1) / 2 - place, name)
    return figure


def _box(axes, x, y, name):
    """A layer in a frame, + in a circle, x and y without."""
    frame = {"boxstyle": "circle" if name == "+" else "round", "facecolor": "white", "edgecolor": "none" if name in ("x", "y") else plots.INK}
    axes.text(x, y, name, ha="center", va="center", fontsize=10, color=plots.INK, bbox=frame)


def _arrow(axes, start, end, colour=plots.INK):
    axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 1.5})


def draw_runs(depth, shown):
    """The figure of explore_runs and its alt text. depth: one of DEPTHS; shown: a name in COLUMNS."""
    found = {kind: recorded(kind, depth)[..., COLUMNS[shown]] for kind in KINDS}
    epochs = np.arange(1, found["plain"].shape[1] + 1)
    lines = {kind: (epochs, values.mean(0), values.std(0, ddof=1)) for kind, values in found.items()}
    figure = plots.curves(lines, "epoch", shown)
    figure.axes[0].set(ylim=(0, None if "loss" in shown else 1.02), title=f"{depth} layers")
    ends = ", ".join(f"{kind} {mean[-1]:.2f} ± {spread[-1]:.2f}" for kind, (_, mean, spread) in lines.items())
    alt = f"{shown[0].upper()}{shown[1:]} of networks of {depth} layers over {len(epochs)} epochs, mean and spread of three seeds. At the end: {ends}."
    return figure, alt


def explore_runs():
    """Choose a depth and compare the plain and the residual network of that depth."""
    depth = Dropdown(options=DEPTHS, value=8, description="layers")
    return Explorer({"depth": depth, "shown": Dropdown(options=list(COLUMNS), description="show")}, draw_runs)


def walk(depth, size):
    """[(label, shape)] of a picture of size × size pixels on its way through a ResNet. depth: a key of BLOCKS."""
    side = (size - 1) // 2 + 1
    rows = [("picture", [3, size, size]), ("stem", [64, side, side])]
    side = (side - 1) // 2 + 1
    rows.append(("pooling", [64, side, side]))
    expansion = 4 if depth >= 50 else 1
    for stage, number in enumerate(BLOCKS[depth]):
        side = (side - 1) // 2 + 1 if stage else side
        rows.append((f"stage {stage + 1}: {number} blocks", [64 * 2**stage * expansion, side, side]))
    return [*rows, ("mean", [512 * expansion]), ("scores", [1000])]


def draw_walk(depth, size):
    """The figure of explore_walk and its alt text. Raises ValueError where the last stage has nothing left to halve."""
    if size < 32:
        raise ValueError(f"of {size} pixels there would be one left before the last stage, which has nothing to halve then; take 32 or more")
    rows = walk(depth, size)
    shapes = ", ".join(f"{label.split(':')[0]} {'×'.join(map(str, shape))}" for label, shape in rows)
    return gallery.network_figure(rows), f"ResNet-{depth} on {size}×{size} pixels as blocks from left to right: {shapes}."


def explore_walk():
    """Choose a depth and a size of picture and see the shapes on the way."""
    size = IntSlider(value=224, min=16, max=448, step=16, description="pixels", layout=Layout(width="360px"))
    return Explorer({"depth": Dropdown(options=list(BLOCKS), value=50, description="layers"), "size": size}, draw_walk)
