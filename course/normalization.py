"""Figures and explorations of chapter 05: how the scale of activations drifts, what shares a mean, and what is stable in training."""

from functools import cache

import numpy as np
from ipywidgets import Dropdown, FloatSlider, IntSlider, Layout, SelectionSlider
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from sklearn.datasets import load_digits

from course import plots
from course.budget import patiently
from course.widgets import Explorer

TRAINING_PICTURES = 1297  # of 1797; the other 500 are for testing
WIDTH = 32  # units in each hidden layer of the network that the exploration trains
HIDDEN_LAYERS = 4
STEPS = 200
SEEDS = (0, 1, 2)
EPSILON = 1e-5
MOMENTUM = 0.9
STEPS_PER_POINT = 10
HIGHEST_LOSS = 4.0  # log 10 = 2.3 is guessing among ten digits; what lies above is off the chart


@cache
def digits():
    """scikit-learn's handwritten digits, shuffled once: (x_train, labels_train, x_test, labels_test).

    x: pixels from 0 to 1, [1297, 64] and [500, 64], float32; labels: 0 to 9. The arrays are read-only.
    """
    pixels, labels = load_digits(return_X_y=True)
    order = np.random.default_rng(0).permutation(len(pixels))
    x, labels = (pixels[order] / 16).astype("float32"), labels[order]
    parts = (x[:TRAINING_PICTURES], labels[:TRAINING_PICTURES], x[TRAINING_PICTURES:], labels[TRAINING_PICTURES:])
    for part in parts:
        part.flags.writeable = False
    return parts


def standardize(z):
    """The columns of z [N, K] with mean 0 and variance 1 over the batch, as batch normalization makes them before gamma and beta."""
    return (z - z.mean(axis=0)) / np.sqrt(z.var(axis=0) + EPSILON)


def spread_by_layer(gain, depth=10, normalized=False, seed=0):
    """The standard deviation of the activations after each of `depth` layers of 64 ReLU units, on 256 digits; shape [depth].

    gain: how much larger the weights are than normal numbers of variance 2 / 64, which keep the scale (He et al. 2015).
    normalized: batch normalization (gamma 1, beta 0) stands before each ReLU.
    """
    rng = np.random.default_rng(seed)
    h = standardize(digits()[0][:256].astype(float))
    spreads = []
    for _ in range(depth):
        z = h @ (gain * np.sqrt(2 / 64) * rng.normal(size=(64, 64)))
        h = np.maximum(0, standardize(z) if normalized else z)
        spreads.append(h.std())
    return np.array(spreads)


def draw_scale(gain, depth):
    """The figure of explore_scale and its alt text. gain: the size of the weights; depth: how many layers."""
    plain, normalized = spread_by_layer(gain, depth), spread_by_layer(gain, depth, normalized=True)
    layers = np.arange(1, depth + 1)
    series = {"without batch norm": (layers, plain), "with batch norm": (layers, normalized)}
    figure = plots.curves(series, "layer", "standard deviation of the activations", log_y=True)
    (axes,) = figure.axes
    axes.set_title(f"weights {gain:g} times as large as He's", fontsize=11)
    axes.set_xticks(layers)
    low, high = axes.get_ylim()
    axes.set_ylim(min(low, 0.1), max(high, 10))  # a level line must not be stretched until it looks wild
    alt = (
        f"Standard deviation of the activations over {depth} layers, on a logarithmic axis, weights {gain:g} times as large as He's."
        f" Without batch norm it goes from {plain[0]:.3g} in layer 1 to {plain[-1]:.3g} in layer {depth};"
        f" with batch norm from {normalized[0]:.3g} to {normalized[-1]:.3g}."
    )
    return figure, alt


def explore_scale():
    """Choose the size of the weights and see what becomes of the scale, layer by layer, with and without batch norm."""
    return Explorer(
        {
            "gain": FloatSlider(value=0.6, min=0.4, max=2.0, step=0.1, description="weights ×", layout=Layout(width="360px")),
            "depth": IntSlider(value=10, min=2, max=20, description="layers"),
        },
        draw_scale,
    )


def shared_cells(n, channels, height, width, chosen):
    """Two batches, [N, K] and [N, C, H, W], in which the values that share one mean with the chosen column or channel are marked.

    n: how many samples or pictures; channels: C, and K as well; height, width: of each picture; chosen: which channel, from 0.
    Raises ValueError where there is no such channel.
    """
    if not 0 <= chosen < channels:
        raise ValueError(f"channel must be between 0 and {channels - 1}, not {chosen}")
    figure = Figure(figsize=(9.2, 0.62 * n * max(1, height / 2) + 1.6), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[1, 2])
    _draw_blocks(left, n, channels, 1, 1, chosen)
    left.set(title=f"[N, K] = [{n}, {channels}]: {n} values share a mean", xlabel="feature", ylabel="sample")
    _draw_blocks(right, n, channels, height, width, chosen)
    shape = f"[{n}, {channels}, {height}, {width}]"
    right.set(title=f"[N, C, H, W] = {shape}: {n * height * width} values share a mean", xlabel="channel", ylabel="picture")
    return figure


def _draw_blocks(axes, rows, columns, height, width, chosen):
    """A table of small grids of cells; those of one column are hatched and outlined."""
    step_x, step_y = width + 0.7, height + 0.7
    for row in range(rows):
        for column in range(columns):
            mark = {"facecolor": "#f6c9a8", "hatch": "//", "edgecolor": plots.WINDOW} if column == chosen else {"facecolor": "white", "edgecolor": plots.INK}
            for i in range(height):
                for j in range(width):
                    axes.add_patch(Rectangle((column * step_x + j, row * step_y + i), 1, 1, linewidth=0.9, **mark))
    axes.set_xticks([column * step_x + width / 2 for column in range(columns)], range(columns))
    axes.set_yticks([row * step_y + height / 2 for row in range(rows)], range(rows))
    axes.set(xlim=(-0.4, columns * step_x - 0.3), ylim=(rows * step_y - 0.3, -0.4), aspect="equal")
    axes.title.set_fontsize(11)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def draw_stability(batch_size, rate, activation):
    """The figure of explore_stability and its alt text.

    batch_size: pictures in a batch, at least 2; rate: of gradient descent; activation: "ReLU" or "sigmoid".
    Raises ValueError for a batch that batch norm cannot work with.
    """
    if batch_size < 2:
        raise ValueError("in a batch of one every value is its own mean, so batch norm subtracts all there is: take at least 2 pictures")
    points = np.arange(STEPS_PER_POINT, STEPS + 1, STEPS_PER_POINT)
    series, words = {}, []
    for name, normalized in (("without batch norm", False), ("with batch norm", True)):
        losses, accuracies = map(np.array, zip(*(train(batch_size, rate, activation, normalized, seed) for seed in SEEDS)))
        losses = np.where(np.isfinite(losses), losses, 1e6).reshape(len(SEEDS), -1, STEPS_PER_POINT).mean(axis=2).clip(0, 2 * HIGHEST_LOSS)
        correct = f"{100 * accuracies.mean():.0f} ± {100 * accuracies.std():.0f} %"
        series[f"{name}: {correct} of new digits"] = (points, losses.mean(axis=0), losses.std(axis=0))
        last = losses[:, -1].mean()
        words.append(f"{name} the loss ends at {f'{last:.2f}' if last < HIGHEST_LOSS else f'more than {HIGHEST_LOSS:g}'} and {correct} of new digits are right")
    figure = plots.curves(series, "update", f"loss of the batch, mean of {STEPS_PER_POINT}")
    (axes,) = figure.axes
    axes.set(ylim=(0, HIGHEST_LOSS))
    axes.set_title(f"{activation}, {batch_size} pictures in a batch, rate {rate:g}", fontsize=11)
    alt = (
        f"Loss over {STEPS} updates, {activation}, batches of {batch_size}, rate {rate:g}, mean and spread of {len(SEEDS)} seeds:"
        f" {words[0]}; {words[1]}."
    )
    return figure, alt


def explore_stability():
    """Choose batch size, learning rate and activation, and see whether training is stable with and without batch norm."""
    return Explorer(
        {
            "batch_size": SelectionSlider(options=[1, 2, 4, 8, 16, 32, 64], value=32, description="batch size"),
            "rate": SelectionSlider(options=[0.01, 0.03, 0.1, 0.3, 1.0, 3.0], value=1.0, description="rate"),
            "activation": Dropdown(options=["ReLU", "sigmoid"], description="activation"),
        },
        draw_stability,
    )


@cache
def train(batch_size, rate, activation, normalized, seed):
    """Train a small network on digits by plain gradient descent: (loss of each of STEPS batches, accuracy on the test digits).

    64 pixels, HIDDEN_LAYERS layers of WIDTH units, ten scores; weights are normal numbers of variance 1 / inputs.
    normalized: batch norm before each activation. The accuracy is that of inference, with running statistics.
    Losses after the weights are lost, or after the first batch while work is graded, are NaN.
    """
    rng = np.random.default_rng(seed)
    x, labels, x_test, labels_test = digits()
    sizes = [x.shape[1]] + HIDDEN_LAYERS * [WIDTH] + [10]
    layers = [_Layer(n, m, rng, activation, normalized and m != 10, last=m == 10) for n, m in zip(sizes, sizes[1:])]
    losses = np.full(STEPS, np.nan)
    order = np.concatenate([rng.permutation(len(x)) for _ in range(-(-STEPS * batch_size // len(x)))])
    with np.errstate(all="ignore"):
        for step in patiently(range(STEPS)):
            batch = order[step * batch_size : (step + 1) * batch_size]
            z = x[batch].astype(float)
            for layer in layers:
                z = layer.forward(z)
            probabilities = np.exp(z - z.max(axis=1, keepdims=True))
            probabilities /= probabilities.sum(axis=1, keepdims=True)
            chosen = np.arange(batch_size), labels[batch]
            losses[step] = -np.log(probabilities[chosen] + 1e-12).mean()
            if not np.isfinite(losses[step]):
                break  # the weights are lost
            probabilities[chosen] -= 1
            d = probabilities / batch_size
            for layer in reversed(layers):
                d = layer.backward(d, rate)
        z = x_test.astype(float)
        for layer in layers:
            z = layer.infer(z)
    accuracy = (z.argmax(axis=1) == labels_test).mean()  # scores that are not numbers count as digit 0
    losses.flags.writeable = False
    return losses, float(accuracy)


class _Layer:
    """A fully connected layer, with or without batch norm, and its activation, which updates its own parameters."""

    def __init__(self, inputs, units, rng, activation, normalized, last):
        self.w = rng.normal(size=(inputs, units)) / np.sqrt(inputs)
        self.b = np.zeros(units)
        self.gamma, self.beta = np.ones(units), np.zeros(units)
        self.mean, self.variance = np.zeros(units), np.ones(units)
        self.activation, self.normalized = "none" if last else activation, normalized

    def forward(self, x):
        self.x = x
        z = x @ self.w + self.b
        if self.normalized:
            mean, variance = z.mean(axis=0), z.var(axis=0)
            self.root = np.sqrt(variance + EPSILON)
            self.standard = (z - mean) / self.root
            self.mean = MOMENTUM * self.mean + (1 - MOMENTUM) * mean
            self.variance = MOMENTUM * self.variance + (1 - MOMENTUM) * variance
            z = self.gamma * self.standard + self.beta
        self.y = self._activate(z)
        return self.y

    def infer(self, x):
        z = x @ self.w + self.b
        if self.normalized:
            z = self.gamma * (z - self.mean) / np.sqrt(self.variance + EPSILON) + self.beta
        return self._activate(z)

    def backward(self, d, rate):
        """From the gradient of the output to that of the input; the parameters take a step."""
        if self.activation == "ReLU":
            d = d * (self.y > 0)
        elif self.activation == "sigmoid":
            d = d * self.y * (1 - self.y)
        if self.normalized:
            dgamma, dbeta = (d * self.standard).sum(axis=0), d.sum(axis=0)
            d = self.gamma / self.root * (d - dbeta / len(d) - self.standard * dgamma / len(d))
            self.gamma, self.beta = self.gamma - rate * dgamma, self.beta - rate * dbeta
        dx = d @ self.w.T
        self.w, self.b = self.w - rate * self.x.T @ d, self.b - rate * d.sum(axis=0)
        return dx

    def _activate(self, z):
        if self.activation == "ReLU":
            return np.maximum(0, z)
        return 1 / (1 + np.exp(-z)) if self.activation == "sigmoid" else z
