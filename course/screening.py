"""Chapter 16: the five networks of the course at one cost, how they are trained on synthetic fundus pictures, and the record of the study."""

import functools
import json
from pathlib import Path

import numpy as np
from ipywidgets import Dropdown, FloatSlider, IntSlider
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course import alexnet, training
from course.plots import INK, STYLES, WINDOW
from course.widgets import Explorer

import paddle  # after the course, which silences Paddle's note about ccache
import paddle.nn.functional as F
from paddle import nn

SIZE = 64  # pixels: networks that halve five times keep 2×2 places of them
EPOCHS, BATCH = 8, 25
RATES = (0.003, 0.001, 0.0003)  # tried with each network, with the first seed
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


COLOURS = "colours alone"  # the baseline's name: logistic regression on mean and spread of red, green and blue

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
    pictures = _drawn(max(size, 64))
    while pictures[0].pictures.shape[-1] > size:
        pictures = [alexnet.halved(part) for part in pictures]
    x = pictures[0].pictures / np.float32(255)
    mean, std = (f(x, axis=(0, 2, 3), dtype=np.float64)[:, None, None].astype("float32") for f in (np.mean, np.std))
    return tuple(part.with_transform(lambda picture: (picture - mean) / std) for part in pictures)


@functools.lru_cache(maxsize=1)
def _drawn(size):
    return alexnet.fundus_parts(size)  # drawing takes seconds


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


def labels(part):
    """The labels of the pictures whose answers are in the record. part: "validation" or "test"."""
    return np.array(record()["labels"][part])


def scores(name, part):
    """Recorded probabilities of "pathologic" of a network, or of the COLOURS, for every picture of a part: [seeds, N]."""
    return probabilities(np.array([run[part] for run in record()["networks"][name]["runs"]]) / 1000)


def tally(truth, probability, threshold):
    """(tp, fp, fn, tn) where a probability of at least the threshold is called pathologic."""
    called, ill = np.asarray(probability) >= threshold, np.asarray(truth) == 1
    return tuple(int(np.sum(pair)) for pair in (called & ill, called & ~ill, ~called & ill, ~called & ~ill))


def curve(truth, probability):
    """Points of the ROC curve, [K + 1, 2]: share of false alarms and sensitivity for every threshold from the highest down."""
    tallies = np.array([tally(truth, probability, threshold) for threshold in [np.inf, *np.unique(probability)[::-1]]])
    return np.column_stack([tallies[:, 1] / np.sum(np.asarray(truth) == 0), tallies[:, 0] / np.sum(np.asarray(truth) == 1)])


def wilson(successes, number, z=1.96):
    """Wilson's interval for a share, (low, high): where the true share may lie when `successes` of `number` were found; 95 % for z = 1.96.

    Wilson, Probable inference, the law of succession, and statistical inference (1927).
    """
    share = successes / number
    middle = (share + z**2 / (2 * number)) / (1 + z**2 / number)
    half = z / (1 + z**2 / number) * np.sqrt(share * (1 - share) / number + z**2 / (4 * number**2))
    return float(middle - half), float(middle + half)


def roc_figure(curves, titles):
    """ROC curves in small panels. curves: {name: [points [K, 2] of each seed]}; titles: one for each panel."""
    figure = Figure(figsize=(9.2, 6.2), layout="constrained")
    panels = figure.subplots(2, 3, sharex=True, sharey=True).ravel()
    for number, (axes, name, title) in enumerate(zip(panels, curves, titles, strict=True)):
        axes.plot([0, 1], [0, 1], color=INK, linewidth=0.8, linestyle=":")
        for points, (colour, dash, _) in zip(curves[name], STYLES):
            axes.plot(points[:, 0], points[:, 1], color=colour, linestyle=dash, linewidth=1.4)
        axes.set_title(title, fontsize=11)
        axes.set(aspect="equal", xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
        axes.grid(alpha=0.3)
        axes.set(xlabel="share of false alarms" if number > 2 else None, ylabel="sensitivity" if number % 3 == 0 else None)
    return figure


def seeds_figure(results):
    """A mark for each seed and a bar for the mean. results: {name: {measure: values}}; a panel for each measure, a row for each name."""
    measures = list(next(iter(results.values())))
    figure = Figure(figsize=(9.6, 0.45 * len(results) + 1.2), layout="constrained")
    for axes, measure in zip(figure.subplots(1, len(measures), sharey=True), measures):
        for row, values in enumerate(result[measure] for result in results.values()):
            axes.plot([np.mean(values)] * 2, [row - 0.32, row + 0.32], color=INK, linewidth=2.5)
            for value, (colour, _, marker) in zip(values, STYLES[1:]):
                axes.plot(value, row, marker=marker, markerfacecolor="none", color=colour, markersize=8, linestyle="")
        axes.set(title=measure, xlabel="share of the test pictures" if measure == "accuracy" else "share of those it concerns")
        axes.set_yticks(range(len(results)), list(results))
        axes.grid(alpha=0.3)
    figure.axes[0].invert_yaxis()
    return figure


def line_figure(rows):
    """The networks side by side: a panel of bars for each quantity. rows: {name: {quantity: number}}; names from top to bottom."""
    quantities = list(next(iter(rows.values())))
    figure = Figure(figsize=(11.5, 0.45 * len(rows) + 1.1), layout="constrained")
    for axes, quantity in zip(figure.subplots(1, len(quantities), sharey=True), quantities):
        values = [row[quantity] for row in rows.values()]
        axes.barh(list(rows), values, color="#9ecae1", edgecolor=INK)
        for row, value in enumerate(values):
            text = f"{value:,}" if isinstance(value, int) else f"{value:.3g}"
            axes.annotate(text, (0, row), (4, 0), textcoords="offset points", va="center", fontsize=9, color=INK)
        axes.set_title(quantity, fontsize=10)
        axes.set_xticks([])
    figure.axes[0].invert_yaxis()
    return figure


def draw_threshold(network, threshold):
    """The figure of explore_threshold and its alt text: the validation pictures, seed 0. network: a name in the record."""
    truth, probability = labels("validation"), scores(network, "validation")[0]
    tp, fp, fn, tn = tally(truth, probability, threshold)
    sensitivity, specificity = tp / (tp + fn), tn / (tn + fp)
    figure = Figure(figsize=(8.6, 3.9), layout="constrained")
    left, right = figure.subplots(1, 2)
    for row, column, number, what in ((0, 0, tp, "found"), (0, 1, fn, "overlooked"), (1, 0, fp, "false alarms"), (1, 1, tn, "rightly passed")):
        wrong = row != column
        left.add_patch(_box(column, row, WINDOW if wrong else INK, 3.5 if wrong else 1))
        left.text(column + 0.5, row + 0.45, str(number), ha="center", va="center", fontsize=20, color=INK)
        left.text(column + 0.5, row + 0.78, what, ha="center", va="center", fontsize=10, color=INK)
    left.set(xlim=(-0.05, 2.05), ylim=(2.05, -0.05))
    left.set_xticks([0.5, 1.5], ["called pathologic", "called not"])
    left.set_yticks([0.5, 1.5], ["pathologic", "not"], rotation=90, va="center")
    left.tick_params(length=0)
    left.set_title(f"{network}, threshold {threshold:.2f}, {len(truth)} validation pictures", fontsize=10)
    points = curve(truth, probability)
    right.plot([0, 1], [0, 1], color=INK, linewidth=0.8, linestyle=":")
    right.plot(points[:, 0], points[:, 1], color=INK)
    right.plot(1 - specificity, sensitivity, marker="o", markersize=11, color=WINDOW)
    right.set_title(f"sensitivity {sensitivity:.3f}, specificity {specificity:.3f}", fontsize=10)
    right.set(xlabel="share of false alarms (1 - specificity)", ylabel="sensitivity", aspect="equal", xlim=(-0.03, 1.03), ylim=(-0.03, 1.03))
    right.grid(alpha=0.3)
    alt = (
        f"{network} on {len(truth)} synthetic validation pictures at the threshold {threshold:.2f}: {tp} pathologic found, {fn} overlooked,"
        f" {fp} false alarms, {tn} rightly passed; sensitivity {sensitivity:.3f}, specificity {specificity:.3f}, marked on its ROC curve."
    )
    return figure, alt


def _box(column, row, colour, width):
    return Rectangle((column + 0.03, row + 0.03), 0.94, 0.94, fill=False, edgecolor=colour, linewidth=width)


def explore_threshold():
    """Choose a network and a threshold, and see the confusion matrix and the point on the ROC curve."""
    return Explorer(
        {
            "network": Dropdown(options=list(record()["networks"]), value="LeNet", description="network"),
            "threshold": FloatSlider(value=0.5, min=0, max=1, step=0.05, description="threshold"),
        },
        draw_threshold,
    )


PEOPLE = 1000


def draw_prevalence(ill, sensitivity, specificity):
    """The figure of explore_prevalence and its alt text. ill: how many of 1,000 people; sensitivity, specificity: in percent."""
    found = round(ill * sensitivity / 100)
    alarms = round((PEOPLE - ill) * (100 - specificity) / 100)
    if found + alarms == 0:
        raise ValueError(f"of {ill} ill people none is found, and there are no false alarms: nobody is called ill, so there is no predictive value")
    groups = {
        f"{found} ill and called ill": (found, "^", INK),
        f"{ill - found} ill, overlooked": (ill - found, "^", "none"),
        f"{alarms} well, called ill": (alarms, "o", WINDOW),
        f"{PEOPLE - ill - alarms} well and passed": (PEOPLE - ill - alarms, ".", "none"),
    }
    value = found / (found + alarms)
    figure = Figure(figsize=(8.8, 4.6), layout="constrained")
    axes, start = figure.subplots(), 0
    for label, (number, marker, face) in groups.items():
        place = np.arange(start, start + number)
        axes.plot(place % 50, place // 50, linestyle="", marker=marker, markersize=4 if marker == "." else 7, color=INK if face != WINDOW else WINDOW, markerfacecolor=face, label=label)
        start += number
    axes.set(xlim=(-1, 50), ylim=(20, -1))
    axes.set_axis_off()
    axes.set_title(f"{found} of the {found + alarms} who are called ill are ill: positive predictive value {100 * value:.1f} %", fontsize=11)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=4, fontsize=9)
    alt = (
        f"1,000 people, {ill} of them ill; sensitivity {sensitivity} %, specificity {specificity} %. {found} are found, {ill - found} overlooked,"
        f" {alarms} called ill though they are well. Positive predictive value {100 * value:.1f} %."
    )
    return figure, alt


def explore_prevalence():
    """Choose how many of 1,000 people are ill, and how good the test is, and see whom it calls ill."""
    return Explorer(
        {
            "ill": IntSlider(value=10, min=5, max=500, step=5, description="ill of 1,000"),
            "sensitivity": IntSlider(value=90, min=0, max=100, description="sensitivity"),
            "specificity": IntSlider(value=90, min=0, max=100, description="specificity"),
        },
        draw_prevalence,
    )
