"""The receptive field: which pixels of the picture one output pixel depends on, drawn for a list of layers and for a network."""

import copy
import textwrap
from typing import NamedTuple

import numpy as np
import paddle
from ipywidgets import Dropdown, IntSlider, Layout, Text
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle
from matplotlib.ticker import MaxNLocator
from paddle import nn

from course import plots
from course.plots import INK, WINDOW
from course.widgets import Explorer

EXAMPLES = {
    "three of 3": "3 1, 3 1, 3 1",
    "one of 7": "7 1",
    "first with stride 2": "3 2, 3 1",
    "LeNet": "5 1, 2 2, 5 1, 2 2, 5 1",
    "dilation 1, 2, 4": "3 1 1, 3 1 2, 3 1 4",
    "VGG-16": ", ".join(["3 1, 3 1, 2 2"] * 2 + ["3 1, 3 1, 3 1, 2 2"] * 3),
}
MOST_DRAWN = 256  # pixels side by side: more could not be told apart
MOST_OPERATIONS = 5e9  # multiplications for one picture: about two seconds
POINTWISE = (
    nn.ReLU, nn.ReLU6, nn.LeakyReLU, nn.PReLU, nn.ELU, nn.GELU, nn.Silu, nn.Swish, nn.Hardswish, nn.Sigmoid, nn.Tanh, nn.Softplus,
    nn.Identity, nn.BatchNorm2D, nn.Dropout, nn.Dropout2D,
)  # fmt: skip


def parse_layers(text):
    """Layers from text such as "3 1, 3 2, 5 1": kernel, stride and perhaps dilation of each, from the picture upwards.

    Returns a list of (k, stride, dilation). Raises ValueError that says which layer is wrong.
    """
    layers = []
    for number, part in enumerate(text.split(","), 1):
        words = part.split()
        if len(words) not in (2, 3):
            raise ValueError(f"layer {number} is {part.strip()!r}; write kernel and stride, such as 3 1, or kernel, stride and dilation")
        if not all(word.isdecimal() and 1 <= int(word) <= MOST_DRAWN for word in words):
            raise ValueError(f"layer {number} is {part.strip()!r}; kernel, stride and dilation are whole numbers from 1 to {MOST_DRAWN}")
        k, stride, *dilation = map(int, words)
        layers.append((k, stride, dilation[0] if dilation else 1))
    return layers


def seen(layers):
    """What one output pixel depends on, along one side, at each level.

    layers: (k, stride, dilation) each, from the picture upwards.
    Returns arrays of positions, the picture's first and the output's own, [0], last; each level counts from its own first pixel.
    """
    levels = [np.array([0])]
    for k, stride, dilation in reversed(layers):
        levels.insert(0, np.unique(stride * levels[0][:, None] + dilation * np.arange(k)))
    return levels


def size(layers):
    """The receptive field along one side: from the first to the last pixel that one output pixel depends on."""
    return int(seen(layers)[0][-1]) + 1


def pyramid(layers):
    """One output pixel on top and below it, level by level, the pixels that it depends on, down to the picture."""
    levels = seen(layers)
    width = levels[0][-1] + 1
    jumps = np.cumprod([1, *(stride for _, stride, _ in layers)])
    figure = Figure(figsize=(8.5, (0.5 if len(levels) < 9 else 0.36) * len(levels) + 1.0), layout="constrained")
    axes = figure.subplots()
    edges = []
    for level, (pixels, jump) in enumerate(zip(levels, jumps)):
        middle = (size(layers[:level]) - 1) / 2 + 0.5  # of this level's pixel 0, in pixels of the picture
        lefts = middle + jump * pixels - jump / 2
        edges.append((lefts[0], lefts[-1] + jump))
        for left in lefts:
            colour = WINDOW if level == len(layers) else "#9ecae1"
            axes.add_patch(Rectangle((left, level), jump, 0.6, facecolor=colour, edgecolor=INK, linewidth=0.8 if width <= 80 else 0.2))
    for level, (below, above) in enumerate(zip(edges, edges[1:])):
        axes.add_patch(Polygon([(below[0], level + 0.6), (below[1], level + 0.6), (above[1], level + 1), (above[0], level + 1)], color="#eeeeee"))
    names = ["picture", *(f"kernel {k}, stride {s}{f', dilation {d}' if d > 1 else ''}" for k, s, d in layers)]
    sees = [f"{name}: sees {size(layers[:level])}" if level else name for level, name in enumerate(names)]
    axes.set_yticks(np.arange(len(levels)) + 0.3, sees, fontsize=9)
    axes.tick_params(axis="y", length=0)
    axes.spines[["left", "right", "top"]].set_visible(False)
    low, high = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    axes.set(xlim=(low - 0.3, high + 0.3), ylim=(-0.15, len(levels)), xlabel="pixel of the picture, counted from the first that is seen")
    numbers = [int(number) for number in MaxNLocator(10, integer=True).tick_values(0, width - 1) if number < width]
    axes.set_xticks([number + 0.5 for number in numbers], numbers)  # below the middle of their pixels
    axes.set_title(f"one output pixel sees {width} {'pixel' if width == 1 else 'pixels'} of the picture", fontsize=11)
    return figure


def draw_pyramid(layers):
    """The figure of `pyramid` and its alt text. layers: text for parse_layers."""
    parsed = parse_layers(layers)
    total = 1 + sum((k - 1) * d * int(np.prod([s for _, s, _ in parsed[:i]], dtype=object)) for i, (k, _, d) in enumerate(parsed))
    if total > MOST_DRAWN:
        raise ValueError(f"one output pixel sees {total:,} pixels: too many to draw; {MOST_DRAWN} is the limit here")
    growth = [str(size(parsed[: level + 1])) for level in range(len(parsed))]
    unused = total - len(seen(parsed)[0])
    alt = f"A pyramid: after each layer one pixel sees {', '.join(growth)} pixels of the picture along a side."
    if unused:
        alt += f" {unused} of the {total} are gaps that no weight meets."
    return pyramid(parsed), alt


def explore_layers():
    """Choose or type layers and see how far down their receptive field reaches."""
    preset = Dropdown(options=list(EXAMPLES), description="start from")
    typed = Text(EXAMPLES[preset.value], description="layers", continuous_update=False, layout=Layout(width="420px"))
    preset.observe(lambda change: setattr(typed, "value", EXAMPLES[change.new]), names="value")
    explorer = Explorer({"layers": typed}, draw_pyramid)
    explorer.children = [preset, *explorer.children]
    return explorer


class Step(NamedTuple):
    """One layer with a kernel, along one side. `before`: zeros before the first pixel; `size`: pixels that come in."""

    k: int
    stride: int
    dilation: int
    before: int
    size: int


def flat_layers(net):
    """The layers of a paddle.nn.Sequential, those of a Sequential inside it included.

    Raises ValueError with a sentence where the receptive field of a layer is not known here.
    """
    if not isinstance(net, nn.Sequential):
        raise ValueError(f"this is a {type(net).__name__}; hand over a paddle.nn.Sequential")
    layers = []
    for position in range(len(net)):
        layer = net[position]  # net.children() leaves out a layer that stands there twice
        if isinstance(layer, nn.Sequential):
            layers += flat_layers(layer)
        elif isinstance(layer, (nn.Conv2D, nn.MaxPool2D, nn.AvgPool2D, *POINTWISE)):
            layers.append(layer)
        elif isinstance(layer, (nn.Linear, nn.Flatten, nn.AdaptiveAvgPool2D, nn.AdaptiveMaxPool2D)):
            raise ValueError(
                f"layer {position} is {type(layer).__name__}, which sees the whole picture; hand over the layers before it, net[:{position}]"
            )
        else:
            raise ValueError(
                f"layer {position} is {type(layer).__name__}, which this explorer does not know; it knows convolutions, poolings and activations"
            )
    if not any(isinstance(layer, (nn.Conv2D, nn.MaxPool2D, nn.AvgPool2D)) for layer in layers):
        raise ValueError("there is no convolution and no pooling in this network: each output sees one pixel")
    return layers


def _pair(value):
    return list(value) if isinstance(value, (list, tuple)) else [value, value]


def kernel_sizes(layer):
    """(k, stride, dilation) of a convolution or pooling layer for rows and for columns; None for any other layer."""
    if isinstance(layer, nn.Conv2D):
        dilation = [1, 1] if layer._padding_algorithm == "SAME" else _pair(layer._dilation)  # Paddle drops it there
        return list(zip(_pair(layer._kernel_size), _pair(layer._stride), dilation))
    if isinstance(layer, (nn.MaxPool2D, nn.AvgPool2D)):
        return [(k, s, 1) for k, s in zip(_pair(layer.ksize), _pair(layer.stride or layer.ksize))]
    return None


def zeros_before(layer, shape):
    """Zeros above and to the left of what comes in, shape [rows, columns]."""
    padding = layer._padding if isinstance(layer, nn.Conv2D) else layer.padding
    if isinstance(padding, str):
        if padding.upper() == "VALID":
            return [0, 0]
        return [max((-(-n // s) - 1) * s + k - n, 0) // 2 for n, (k, s, _) in zip(shape, kernel_sizes(layer))]
    numbers = list(np.ravel(padding))[-4:]  # pairs for each axis end with those of rows and columns
    return [int(numbers[0]), int(numbers[2])] if len(numbers) == 4 else [int(n) for n in _pair(padding)]


def steps(net, side):
    """For rows and for columns a list of Steps: what happens to a square picture of `side` pixels in the network."""
    x = paddle.zeros([1, _channels(net), side, side])
    rows, columns = [], []
    with paddle.no_grad():
        for layer in flat_layers(net):
            if sizes := kernel_sizes(layer):
                shape = x.shape[2:]
                for axis, steps_of_axis in enumerate((rows, columns)):
                    steps_of_axis.append(Step(*sizes[axis], zeros_before(layer, shape)[axis], shape[axis]))
            x = layer(x)
    return (rows, columns), x.shape[2:]


def _channels(net):
    """How many channels the pictures have that this network takes."""
    return next((layer._in_channels for layer in flat_layers(net) if isinstance(layer, nn.Conv2D)), 1)


def window(steps_of_axis, output, inside=True):
    """First and last pixel that output pixel number `output` depends on; inside=False: as if the picture had no border."""
    first = last = output
    for k, stride, dilation, before, size_in in reversed(steps_of_axis):
        first, last = first * stride - before, last * stride - before + dilation * (k - 1)
        if inside:
            first, last = max(first, 0), min(last, size_in - 1)
    return first, last


def gradient(net, side, row, column, pictures=1):
    """How strongly output pixel (row, column) depends on each pixel: mean over random pictures of |∂y/∂x|, [side, side].

    All output channels and all channels of the picture are added up. Pictures: uniform from 0 to 1, the same ones each time.
    """
    rng = np.random.default_rng(0)
    total = np.zeros((side, side))
    for _ in range(pictures):
        x = paddle.to_tensor(rng.random((1, _channels(net), side, side), dtype=np.float32), stop_gradient=False)
        (dx,) = paddle.grad(net(x)[0, :, row, column].sum(), x)
        total += np.abs(dx.numpy()[0]).sum(axis=0)
    return total / pictures


def extent(gradient_map):
    """Rows and columns of the smallest rectangle that holds every pixel whose gradient is not 0."""
    rows, columns = np.nonzero(gradient_map)
    return (int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1) if len(rows) else (0, 0)


def draw_network(net, pictures=5, weights="as they are", output="in the middle"):
    """The gradient of one output pixel of a network, the computed receptive field around it, and alt text that compares both.

    net: a paddle.nn.Sequential, which stays as it is; pictures: random ones to take the mean over;
    weights: "as they are" or "all equal"; output: "in the middle" or "in a corner".
    """
    layers = flat_layers(net)
    sizes = [sizes for layer in layers if (sizes := kernel_sizes(layer))]
    field = [size([pair[axis] for pair in sizes]) for axis in range(2)]
    jump = max(int(np.prod([pair[axis][1] for pair in sizes])) for axis in range(2))
    side = max(field) + 4 * jump
    _refuse_slow(layers, side)
    net = copy.deepcopy(net)
    net.eval()
    if weights == "all equal":
        _make_equal(net)
    axes, shape = steps(net, side)
    pixel = [0, 0] if output == "in a corner" else [_middle(axis, n, side) for axis, n in zip(axes, shape)]
    (top, bottom), (left, right) = (window(axis, number) for axis, number in zip(axes, pixel))
    strength = gradient(net, side, *pixel, pictures)
    reached = extent(strength)
    expected = (bottom - top + 1, right - left + 1)

    cut = "" if expected == tuple(field) else f", {expected[0]}×{expected[1]} of it inside the picture"
    said = f"computed {field[0]}×{field[1]}{cut}; the gradient reaches {reached[0]}×{reached[1]}"
    figure = plots.pictures([strength / (strength.max() or 1)], [said.replace("; ", ";\n")])
    figure.set_size_inches(5.6, 5.8)
    picture = figure.axes[0]
    picture.add_patch(Rectangle((left - 0.5, top - 0.5), expected[1], expected[0], fill=False, edgecolor=WINDOW, linewidth=2.5))
    figure.axes[1].set_xlabel("gradient, the largest being 1 (frame: computed)")
    alt = f"Receptive field of the output pixel {output}, {said}. Outside the frame the picture is black: no gradient."
    dark = int((strength[top : bottom + 1, left : right + 1] == 0).sum())
    if dark:
        alt += f" {dark} of the {expected[0] * expected[1]} pixels in the frame are black as well: {_reasons(net, sizes)}."
    return figure, alt


def _middle(axis, outputs, side):
    """The output pixel whose whole window lies inside the picture, nearest the middle."""
    windows = [window(axis, number, inside=False) for number in range(outputs)]
    inside = [number for number, (first, last) in enumerate(windows) if first >= 0 and last < side]
    return min(inside or range(outputs), key=lambda number: abs(sum(windows[number]) - (side - 1)))


def _make_equal(net):
    """Let all weights of a convolution be one positive number, so that no path from picture to output is lost."""
    for layer in flat_layers(net):
        if isinstance(layer, nn.Conv2D):
            shape = layer.weight.shape
            layer.weight.set_value(np.full(shape, 1 / np.prod(shape[1:]), dtype=np.float32))
            if layer.bias is not None:
                layer.bias.set_value(np.zeros(layer.bias.shape, dtype=np.float32))


def _refuse_slow(layers, side):
    """Raise ValueError with a sentence where one picture would take many seconds."""
    if side > 1024:
        raise ValueError(f"its receptive field wants a picture of {side:,} pixels a side; that is too large to try")
    operations, area = 0.0, float(side * side)
    for layer in layers:
        if sizes := kernel_sizes(layer):
            area /= sizes[0][1] * sizes[1][1]
            operations += area * np.prod(layer.weight.shape) if isinstance(layer, nn.Conv2D) else 0
    if operations > MOST_OPERATIONS:
        raise ValueError(
            f"a picture would take {operations / 1e9:.0f} billion multiplications; build the network with fewer channels: "
            "they do not change the receptive field"
        )


def _reasons(net, sizes):
    """Why a pixel inside the receptive field may have no gradient, for the layers that the network has."""
    layers = flat_layers(net)
    reasons = []
    if any(isinstance(layer, nn.MaxPool2D) for layer in layers):
        reasons.append("max pooling hands its gradient to one pixel of each window, another one in another picture")
    if any(isinstance(layer, (nn.ReLU, nn.ReLU6)) for layer in layers):
        reasons.append("ReLU passes nothing where its input is negative")
    if any(isinstance(layer, nn.Conv2D) and (layer.weight.numpy() == 0).any() for layer in layers):
        reasons.append("some weights are 0")
    if any(len(seen([pair[axis] for pair in sizes])[0]) < size([pair[axis] for pair in sizes]) for axis in range(2)):
        reasons.append("dilation or a stride larger than the kernel leaves gaps")
    return "; ".join(reasons) or "the gradient is too small for a 32-bit number"


def _sentence(text):
    """A figure that holds a sentence in a red frame."""
    figure = Figure(figsize=(7, 1.2), layout="constrained")
    axes = figure.subplots()
    axes.text(0.5, 0.5, textwrap.fill(text, 80), ha="center", va="center", color="#c00000", fontsize=11)
    axes.set(xticks=[], yticks=[])
    for side in axes.spines.values():
        side.set(color="#c00000", linewidth=3)
    return figure, f"In a red frame: {text}."


def explore(net):
    """The receptive field of your own paddle.nn.Sequential: computed from its layers, and by the gradient of one output pixel."""
    try:
        draw_network(net, pictures=1)
    except ValueError as error:
        refusal = _sentence(str(error))
        return Explorer({}, lambda: refusal)
    controls = {
        "pictures": IntSlider(value=5, min=1, max=20, description="pictures", continuous_update=False),
        "weights": Dropdown(options=["as they are", "all equal"], description="weights"),
        "output": Dropdown(options=["in the middle", "in a corner"], description="output"),
    }
    return Explorer(controls, lambda **settings: draw_network(net, **settings))
