"""Figures and explorers of activation functions. Values and derivatives are Paddle's own."""

from functools import cache

import numpy as np
import paddle
import paddle.nn.functional as F
from ipywidgets import Dropdown, FloatSlider, FloatText, IntSlider
from matplotlib.figure import Figure
from sklearn.datasets import load_digits

from course import plots
from course.widgets import Explorer

FUNCTIONS = {"sigmoid": F.sigmoid, "tanh": paddle.tanh, "ReLU": F.relu, "leaky ReLU": F.leaky_relu}
FLAT = 0.05  # a derivative below this is marked


def value_and_derivative(function, x, slope=0.01):
    """What an activation makes of the numbers x, and its derivative there by Paddle's autograd, as two arrays.

    function: a name in FUNCTIONS; slope: that of leaky ReLU below 0, between 0 and 1; the others ignore it.
    """
    if not 0 <= slope <= 1:
        raise ValueError(f"the slope of leaky ReLU lies between 0 and 1; {slope:g} does not")
    x = paddle.to_tensor(np.asarray(x, dtype="float64"), stop_gradient=False)
    y = F.leaky_relu(x, slope) if function == "leaky ReLU" else FUNCTIONS[function](x)
    (derivative,) = paddle.grad(y.sum(), x)
    return y.numpy(), derivative.numpy()


def activation_figure(function, x, slope=0.01):
    """An activation and its derivative from -6 to 6, with a dot at x; hatched where the derivative is below FLAT."""
    axis = np.linspace(-6, 6, 601)
    curves = value_and_derivative(function, axis, slope)
    dots = value_and_derivative(function, [x], slope)
    figure = Figure(figsize=(8.6, 3.3), layout="constrained")
    for axes, curve, dot, title in zip(figure.subplots(1, 2), curves, dots, (function, f"derivative of {function}")):
        axes.plot(axis, curve, color=plots.INK)
        axes.plot([x], dot, "o", color=plots.WINDOW, markersize=8)
        axes.fill_between(axis, 0, 1, where=curves[1] < FLAT, transform=axes.get_xaxis_transform(), facecolor="none", edgecolor="#888888", hatch="//", linewidth=0)
        axes.set(title=title, xlabel="x", ylabel=("value", "slope")[title != function])
        axes.grid(alpha=0.3)
    figure.axes[1].set_ylim(-0.05, 1.1)
    return figure


def draw_activation(function, x, slope):
    """The figure of explore and its alt text; the arguments are those of activation_figure."""
    (value,), (derivative,) = value_and_derivative(function, [x], slope)
    share = np.mean(value_and_derivative(function, np.linspace(-6, 6, 601), slope)[1] < FLAT)
    alt = (
        f"Left {function}, right its derivative, from -6 to 6. At x = {x:.1f} the value is {value:.3f} and the derivative {derivative:.3f}."
        f" Hatched, because the derivative is below {FLAT}: {100 * share:.0f} percent of the axis."
    )
    return activation_figure(function, x, slope), alt


def explore():
    """Choose an activation and walk along its curve."""
    return Explorer(
        {
            "function": Dropdown(options=list(FUNCTIONS), description="function"),
            "x": FloatSlider(value=0.0, min=-6, max=6, step=0.5, description="x"),
            "slope": FloatText(value=0.01, step=0.05, description="leaky slope"),
        },
        draw_activation,
    )


def gradients_by_depth(function, depth=10, seeds=range(5)):
    """Mean absolute gradient of the weights of each layer, before any training: an array [seeds, depth].

    A fully connected network of `depth` layers, 64 units each and 10 at the end, reads 256 standardised digits; the loss is
    cross-entropy. The weights are Paddle's usual ones (Xavier uniform), the same for every function with the same seed.
    """
    if depth < 2:
        raise ValueError(f"a network needs at least 2 layers to compare them, not {depth}")
    return np.array([_gradients(FUNCTIONS[function], depth, seed, *_digits()) for seed in seeds])


@cache
def _digits():
    """256 digits [256, 64] with mean 0 and standard deviation 1 over the whole set, and their labels, as tensors."""
    images, labels = load_digits(return_X_y=True)
    x = (images - images.mean()) / images.std()
    return paddle.to_tensor(x[:256].astype("float32")), paddle.to_tensor(labels[:256])


def _gradients(activation, depth, seed, x, labels):
    paddle.seed(seed)
    layers = [paddle.nn.Linear(64, 64 if number < depth else 10) for number in range(1, depth + 1)]
    for layer in layers[:-1]:
        x = activation(layer(x))
    F.cross_entropy(layers[-1](x), labels).backward()
    return [layer.weight.grad.abs().mean().item() for layer in layers]


def depth_figure(gradients):
    """Mean |dW| of each layer on a logarithmic axis, mean and standard deviation over seeds.

    gradients: {function: array [seeds, depth]}, as gradients_by_depth gives it.
    """
    series = {name: (np.arange(1, array.shape[1] + 1), array.mean(0), array.std(0)) for name, array in gradients.items()}
    figure = plots.curves(series, "layer, 1 is next to the picture", "mean |dW|", log_y=True)
    (axes,) = figure.axes
    depth = max(array.shape[1] for array in gradients.values())
    axes.set_xticks(range(1, depth + 1, 1 if depth <= 12 else 3))
    low = min(array.min() for array in gradients.values())
    axes.set_ylim(10.0 ** np.floor(np.log10(low)), 1.0)
    return figure


def draw_depth(function, depth):
    """The figure of explore_depth and its alt text; the arguments are those of gradients_by_depth."""
    gradients = gradients_by_depth(function, depth)
    mean = gradients.mean(0)
    alt = (
        f"A network of {depth} layers with {function}: mean |dW| is {mean[0]:.1e} in layer 1 and {mean[-1]:.1e} in layer {depth},"
        " averaged over five seeds."
    )
    return depth_figure({function: gradients}), alt


def explore_depth():
    """Choose an activation and a depth, and see how much gradient reaches each layer."""
    return Explorer(
        {
            "function": Dropdown(options=list(FUNCTIONS), description="function"),
            "depth": IntSlider(value=10, min=2, max=30, description="layers", continuous_update=False),
        },
        draw_depth,
    )
