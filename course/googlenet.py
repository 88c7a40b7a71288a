"""GoogLeNet for chapter 13: the network at any width, what its modules and its stem cost, and explorations of both."""

from ipywidgets import Dropdown, IntSlider, Layout
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


def channels_in(width=1.0):
    """{module: the channels that it gets} at any width."""
    found, channels = {}, round(STEM[-1] * width)
    for name, module in MODULES.items():
        found[name] = channels
        channels = filters_out(narrowed(module, width))
    return found


def branches(before, module, reduced=True):
    """The convolutions of a module, branch by branch: lists of (kernel size, channels in, filters).

    reduced: the 1×1 reductions stand before 3×3 and 5×5; without them both read all channels.
    """
    one, (less, three), (few, five), pooled = module
    if not reduced:
        return [[(1, before, one)], [(3, before, three)], [(5, before, five)], [(1, before, pooled)]]
    return [[(1, before, one)], [(1, before, less), (3, less, three)], [(1, before, few), (5, few, five)], [(1, before, pooled)]]


def weights(convolutions):
    """The weights of convolutions (kernel size, channels in, filters), biases left out."""
    return sum(k * k * channels * filters for k, channels, filters in convolutions)


def module_figure(name):
    """A module of GoogLeNet as boxes, from its input below to the stacked channels above, with the weights of each convolution."""
    before, module = channels_in()[name], MODULES[name]
    figure = Figure(figsize=(9, 4.6), layout="constrained")
    axes = figure.subplots()
    _box(axes, 3.5, 0, 1.6, f"{before} channels", "#ffffff")
    _box(axes, 3.5, 4.4, 3.2, f"concatenation: {filters_out(module)} channels", "#ffffff")
    for column, branch in enumerate(branches(before, module)):
        x = 0.35 + 2.1 * column
        texts = [f"{k}×{k}, {into} → {filters}\n{k * k * into * filters:,} weights" for k, into, filters in branch]
        colours = ["#fdd0a2" if len(branch) > 1 and not index else "#9ecae1" for index in range(len(branch))]
        if column == 3:
            texts, colours = ["max 3×3, stride 1\nno weights", *texts], ["#e5e5e5", *colours]
        heights = [1.45] if len(texts) == 1 else [1.45, 2.95]
        for y, text, colour in zip(heights, texts, colours):
            _box(axes, x, y, 0.92, text, colour)
        points = [(3.5 + 0.5 * (column - 1.5), 0.35), *[point for y in heights for point in ((x, y - 0.45), (x, y + 0.45))], (3.5 + 1.2 * (column - 1.5), 4.05)]
        for start, end in zip(points[::2], points[1::2]):
            axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": INK})
    axes.set(xlim=(-0.7, 7.7), ylim=(-0.5, 4.9))
    axes.set_axis_off()
    return figure


def _box(axes, x, y, half, text, colour):
    """A labelled box around (x, y), twice `half` wide."""
    high = 0.45 if "\n" in text else 0.35
    axes.add_patch(Rectangle((x - half, y - high), 2 * half, 2 * high, facecolor=colour, edgecolor=INK, linewidth=0.8))
    axes.text(x, y, text, ha="center", va="center", fontsize=9, color=INK)


def draw_reduction(module, kernel, reduction):
    """The figure of explore_reduction and its alt text. module: a name in MODULES; kernel: 3 or 5; reduction: channels behind the 1×1."""
    before, filters = channels_in()[module], MODULES[module][kernel // 2][1]
    if reduction > before:
        raise ValueError(f"module {module} gets {before} channels: a 1×1 convolution to {reduction} would not reduce them; choose at most {before}")
    without = weights([(kernel, before, filters)])
    choices = list(range(8, before + 1, 8))
    found = [weights([(1, before, each), (kernel, each, filters)]) for each in choices]
    chosen = weights([(1, before, reduction), (kernel, reduction, filters)])
    figure = plots.curves(
        {"1×1 reduction, then the kernel": (choices, found), "without a reduction": (choices, [without] * len(choices))},
        f"channels behind the 1×1 (the module gets {before})",
        "weights",
    )
    axes = figure.axes[0]
    axes.plot([reduction], [chosen], "s", color=plots.WINDOW, markersize=9)
    axes.annotate(f"{chosen:,}", (reduction, chosen), (8, -13), textcoords="offset points", fontsize=9)
    axes.set_ylim(0, 1.15 * max(*found, without))
    alt = (
        f"Weights of the {kernel}×{kernel} branch of module {module}, from {before} channels to {filters}, over the size of its reduction: a rising line. "
        f"With {reduction} channels they are {chosen:,}, {chosen / without:.0%} of the {without:,} without a reduction, which are a level line."
    )
    return figure, alt


def explore_reduction():
    """Choose a module, a kernel and the size of its reduction, and see where the reduction saves weights."""
    return Explorer(
        {
            "module": Dropdown(options=list(MODULES), value="3a", description="module"),
            "kernel": Dropdown(options={"3×3": 3, "5×5": 5}, value=3, description="kernel"),
            "reduction": IntSlider(value=96, min=8, max=256, step=8, description="reduction", layout=Layout(width="360px")),
        },
        draw_reduction,
    )


def stages(size=224, stem_stride=2, classes=1000):
    """Rows (name, side, parameters, macs) of GoogLeNet on one picture [3, size, size]: the stem, the modules by number, the last layer.

    side: rows and columns where the stage's convolutions work. Raises ValueError where a pooling finds a single pixel.
    """
    side = (size + 6 - 7) // stem_stride + 1
    rows = [_row("conv1", side, [(7, 3, STEM[0])])]
    side = _halved(size, stem_stride, "pool1", side)
    rows.append(_row("conv2", side, [(1, *STEM[:2]), (3, *STEM[1:])]))
    before = channels_in()
    for number, pool in (("3", "pool2"), ("4", "pool3"), ("5", "pool4")):
        side = _halved(size, stem_stride, pool, side)
        names = [name for name in MODULES if name.startswith(number)]
        rows.append(_row(f"{names[0]} to {names[-1]}", side, [conv for name in names for branch in branches(before[name], MODULES[name]) for conv in branch]))
    return [*rows, _row("fc", 1, [(1, filters_out(MODULES["5b"]), classes)])]


def _halved(size, stem_stride, pool, side):
    if side < 2:
        raise ValueError(f"with {size} pixels and stride {stem_stride} a single pixel is left before {pool}: nothing to pool; choose a larger picture")
    return (side + 2 - 3) // 2 + 1


def _row(name, side, convolutions):
    count = weights(convolutions)
    return name, side, count + sum(filters for _, _, filters in convolutions), count * side * side


def draw_stem(stride, size):
    """The figure of explore_stem and its alt text. stride: of the first convolution; size: pixels along a side."""
    rows = stages(size, stride)
    names = [f"{name}, {side}×{side}" for name, side, _, _ in rows]
    parameters, macs = [row[2] for row in rows], [row[3] for row in rows]
    figure = plots.shares(names, {"parameters": parameters, "MAC": macs})
    alt = (
        f"Two panels of bars for GoogLeNet with stem stride {stride} on {size}×{size} pixels: {sum(parameters):,} parameters, {sum(macs):,} MAC. "
        f"conv1 works on {rows[0][1]}×{rows[0][1]}, the modules on {rows[2][1]}×{rows[2][1]}, {rows[3][1]}×{rows[3][1]} and {rows[4][1]}×{rows[4][1]}; "
        f"the stem does {sum(macs[:2]) / sum(macs):.1%} of the work, the last layer has {parameters[-1] / sum(parameters):.1%} of the parameters."
    )
    return figure, alt


def explore_stem():
    """Choose the stem's stride and the picture's size, and see where GoogLeNet works and on how many pixels."""
    return Explorer(
        {
            "stride": Dropdown(options=[1, 2, 4], value=2, description="stem stride"),
            "size": IntSlider(value=224, min=16, max=448, step=16, description="pixels", layout=Layout(width="360px")),
        },
        draw_stem,
    )
