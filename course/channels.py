"""Chapter 3: channels, the weight layout, all windows as one matrix, what a layer costs, and how fast it is."""

import statistics
import time

import numpy as np
from ipywidgets import Dropdown, IntSlider
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image
from scipy.signal import correlate2d
from sklearn.datasets import load_sample_image

from course import data, plots
from course.budget import patiently
from course.widgets import Explorer

# Two small pictures [N, C, H, W] and three filters [C_out, C, k_h, k_w], for the explorer of columns.
SMALL_PICTURES = np.random.default_rng(4).integers(0, 10, size=(2, 2, 3, 4))
SMALL_FILTERS = np.array([[[[1, 0], [0, 1]], [[0, 0], [0, 0]]], [[[1, -1], [1, -1]], [[1, -1], [1, -1]]], [[[0, 0], [0, 2]], [[-1, 0], [0, 0]]]])
MARK = "#ffd9b3"  # behind what is chosen; a thick outline says it, too
GAP = 1.6  # cells between neighbouring tables


def colour_photograph(name, height=160):
    """A colour photograph as floats from 0 to 1, shape [3, height, width]: red, green, blue; its proportions kept.

    name: "temple" or "flower"; course.data.PHOTOGRAPHS says what they show and whose they are.
    height: in pixels, 1 to 427, the photographs' own height.
    """
    rows, columns = data.photograph(name, height).shape
    colours = Image.fromarray(load_sample_image(data.PHOTOGRAPHS[name][0])).resize((columns, rows), Image.Resampling.BOX)
    return np.asarray(colours).transpose(2, 0, 1) / 255


def channel_sum(x, w):
    """How one filter w [C, k_h, k_w] meets a picture x [C, H, W]: each channel with its own kernel, and the sum of both."""
    x, w = np.asarray(x), np.asarray(w)
    parts = [correlate2d(channel, kernel, mode="valid") for channel, kernel in zip(x, w, strict=True)]
    figure = Figure(figsize=(8.6, 2.6 * len(x)), layout="constrained")
    names = [f"{name}{c}" for c in range(len(x)) for name in ("x", "w", "p")]
    rows = [[f"{name}{c}" for name in ("x", "w", "p")] + ["y"] for c in range(len(x))]
    widths = [x.shape[2], w.shape[2], parts[0].shape[1], parts[0].shape[1]]
    axes = figure.subplot_mosaic(rows, width_ratios=widths)
    tables = [table for channel, kernel, part in zip(x, w, parts) for table in (channel, kernel, part)]
    titles = [title for c in range(len(x)) for title in (f"channel {c} of x", f"* kernel {c}", f"= part {c}")]
    for name, table, title in [*zip(names, tables, titles), ("y", sum(parts), "sum of the parts: y")]:
        plots.draw_numbers(axes[name], table)
        axes[name].set_title(title, fontsize=11)
    return figure


def windows_matrix(x, k_h, k_w, stride):
    """All windows of pictures x [N, C, H, W] as the columns of a matrix, and how many rows and columns of windows there are."""
    windows = np.lib.stride_tricks.sliding_window_view(x, (k_h, k_w), axis=(2, 3))[:, :, ::stride, ::stride]
    return windows.transpose(1, 4, 5, 0, 2, 3).reshape(x.shape[1] * k_h * k_w, -1), windows.shape[2:4]


def draw_columns(picture, row, column, filter, stride):
    """The figure of explore_columns and its alt text. picture, row, column, filter: numbers from 0; stride: 1 or 2.

    Raises ValueError where the output has no such row or column.
    """
    x, w = SMALL_PICTURES, SMALL_FILTERS
    (_, channels, _, width), (filters, _, k_h, k_w) = x.shape, w.shape
    matrix, (rows, columns) = windows_matrix(x, k_h, k_w, stride)
    for name, chosen, count in (("row", row, rows), ("column", column, columns)):
        if chosen >= count:
            only = f"the only {name} is 0" if count == 1 else f"{name}s go from 0 to {count - 1}"
            raise ValueError(f"with stride {stride} the output has {rows} by {columns} positions: {only}, and you chose {chosen}")
    position = (picture * rows + row) * columns + column
    weights = w.reshape(filters, -1)
    result = weights @ matrix

    figure = Figure(figsize=(9.2, 5.9))
    axes = figure.add_axes((0.005, 0.01, 0.99, 0.98))
    left = 2 * width + GAP  # the matrix begins here, and the result below it
    top = len(matrix) + GAP + 0.6
    for c in range(channels):
        start = c * (width + 0.6)
        window = [(r, q) for r in range(row * stride, row * stride + k_h) for q in range(column * stride, column * stride + k_w)]
        _draw_table(axes, x[picture, c], start, 2.4, f"picture {picture}, channel {c}", window)
    _draw_table(axes, matrix, left, 0, f"columns: {len(matrix)} numbers of each of {matrix.shape[1]} windows", [(r, position) for r in range(len(matrix))])
    _draw_table(axes, weights, left - GAP + 0.6 - weights.shape[1], top, "one filter a row", [(filter, r) for r in range(len(matrix))])
    _draw_table(axes, result, left, top, f"output = filters @ columns; here {result[filter, position]}", [(filter, position)])
    for edge in range(rows * columns, matrix.shape[1], rows * columns):  # between two pictures
        for start, length in ((0, len(matrix)), (top, filters)):
            axes.plot([left + edge] * 2, [start, start + length], color=plots.INK, linewidth=2.5)
    axes.plot([left, left + matrix.shape[1]], [k_h * k_w] * 2, color=plots.INK, linewidth=1.6, linestyle="--")  # between two channels
    axes.set(xlim=(-0.3, left + x.shape[0] * 6 + 0.3), ylim=(top + filters + 0.3, -0.9), aspect="equal")
    axes.set_axis_off()
    numbers = " ".join(map(str, matrix[:, position]))
    alt = (
        f"Picture {picture}, output row {row}, column {column}, stride {stride}: "
        f"the window of both channels is column {position} of the matrix, {numbers}. "
        f"Row {filter} of the filters, {' '.join(map(str, weights[filter]))}, times that column is {result[filter, position]}, "
        f"output channel {filter} at that place."
    )
    return figure, alt


def _draw_table(axes, array, left, top, title, marked):
    """An array as a table of numbers with its top left corner at (left, top), the cells in `marked` outlined and shaded."""
    marked = set(marked)
    for (row, column), value in np.ndenumerate(array):
        chosen = (row, column) in marked
        axes.add_patch(Rectangle((left + column, top + row), 1, 1, facecolor=MARK if chosen else "white", edgecolor="#999999", linewidth=0.6))
        look = {"ha": "center", "va": "center", "fontsize": 9, "color": plots.INK, "weight": "bold" if chosen else "normal"}
        axes.text(left + column + 0.5, top + row + 0.52, str(value), **look)
    rows, columns = zip(*marked)
    corner = (left + min(columns), top + min(rows))
    axes.add_patch(Rectangle(corner, max(columns) - min(columns) + 1, max(rows) - min(rows) + 1, fill=False, edgecolor=plots.WINDOW, linewidth=2.5, zorder=3))
    axes.text(left, top - 0.25, title, fontsize=9, color=plots.INK)


def explore_columns():
    """Choose an output and see which window, which column, which filter and which product make it."""
    rows, columns = SMALL_PICTURES.shape[2] - 1, SMALL_PICTURES.shape[3] - 1
    return Explorer(
        {
            "picture": IntSlider(value=1, max=len(SMALL_PICTURES) - 1, description="picture"),
            "row": IntSlider(value=0, max=rows - 1, description="row"),
            "column": IntSlider(value=1, max=columns - 1, description="column"),
            "filter": IntSlider(value=1, max=len(SMALL_FILTERS) - 1, description="filter"),
            "stride": Dropdown(options=[1, 2], description="stride"),
        },
        draw_columns,
    )


def layer_cost(c_in, c_out, k, side, groups):
    """(parameters, multiply-accumulates) of a k×k convolution with bias whose output has side × side positions."""
    products = c_in // groups * k * k
    return c_out * (products + 1), c_out * side * side * products


def draw_cost(c_in, c_out, k, side, groups):
    """The figure of explore_cost and its alt text: who looks at whom, and what that costs with an output of side × side.

    c_in, c_out: channels; k: kernel's side; groups: must divide both, otherwise a ValueError says so.
    """
    for name, count in (("input", c_in), ("output", c_out)):
        if count % groups:
            raise ValueError(f"{groups} groups do not divide {count} {name} channels: each group needs as many as every other")
    chosen = f"{groups} group{'s'[: groups > 1]}"
    separable = [layer_cost(c_in, c_in, k, side, c_in), layer_cost(c_in, c_out, 1, side, 1)]
    costs = {
        "1 group": layer_cost(c_in, c_out, k, side, 1),
        chosen: layer_cost(c_in, c_out, k, side, groups),
        f"depthwise {k}×{k}, then 1×1": tuple(map(sum, zip(*separable))),
    }
    figure = Figure(figsize=(9.6, 3.3), layout="constrained")
    links, *panels = figure.subplots(1, 3, width_ratios=[1.25, 1, 1])
    seen = _groups(c_out, groups)[:, None] == _groups(c_in, groups)
    links.imshow(seen, cmap="Greys", vmin=0, vmax=1.4, interpolation="nearest")
    links.set_xticks(np.arange(-0.5, c_in), minor=True)
    links.set_yticks(np.arange(-0.5, c_out), minor=True)
    links.grid(which="minor", color="#bbbbbb", linewidth=0.6)
    links.tick_params(which="minor", length=0)
    for axis, count in ((links.xaxis, c_in), (links.yaxis, c_out)):
        axis.set_ticks(range(0, count, max(1, count // 6)))
    links.set(title=f"dark: has a {k}×{k} kernel ({seen.sum()} of {seen.size})", xlabel="input channel", ylabel="output channel")
    links.title.set_fontsize(10)
    for panel, index, title, hatch in zip(panels, (0, 1), ("parameters", "multiply-accumulates"), ("", "//")):
        values = [cost[index] for cost in costs.values()]
        panel.barh(list(costs), values, color="#9ecae1", edgecolor=plots.INK, hatch=hatch)
        for bar, value in enumerate(values):
            panel.annotate(f"{value:,}", (value, bar), (4, 0), textcoords="offset points", va="center", fontsize=9)
        panel.set(xlim=(0, 1.9 * max(values)), xticks=[0, max(values)], xticklabels=["0", f"{max(values):,}"], xlabel=title)
        panel.invert_yaxis()
    panels[1].set_yticklabels([])
    words = "; ".join(f"{name}: {parameters:,} parameters, {macs:,} MACs" for name, (parameters, macs) in costs.items())
    pairs = f"{seen.sum()} of {seen.size} pairs of channels are linked"
    alt = f"{c_in} input channels, {c_out} output channels, {k}×{k} kernels, output {side}×{side}. {words}. {pairs}."
    return figure, alt


def _groups(channels, groups):
    """The number of the group that each channel belongs to."""
    return np.arange(channels) * groups // channels


def explore_cost():
    """Choose a layer and see its links between channels, its parameters and its multiply-accumulates."""
    return Explorer(
        {
            "c_in": IntSlider(value=8, min=1, max=24, description="C_in"),
            "c_out": IntSlider(value=12, min=1, max=24, description="C_out"),
            "k": Dropdown(options=[1, 3, 5, 7], value=3, description="kernel"),
            "side": Dropdown(options=[8, 16, 32, 64, 224], value=32, description="output side"),
            "groups": IntSlider(value=4, min=1, max=24, description="groups"),
        },
        draw_cost,
    )


def race(actions, repeats):
    """Median seconds of each action, {name: function without arguments}, in one run: they take turns, so that all share what disturbs them."""
    times = {name: [] for name in actions}
    for action in actions.values():
        action()  # once without the clock: the first call is slower
    for _ in patiently(range(repeats)):
        for name, action in actions.items():
            start = time.perf_counter()
            action()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


def draw_race(seconds, fastest):
    """Bars of a race, each as a multiple of the one called `fastest`, on a logarithmic axis; and the alt text."""
    ratios = {name: taken / seconds[fastest] for name, taken in seconds.items()}
    figure = Figure(figsize=(7.2, 0.5 * len(ratios) + 1.0), layout="constrained")
    axes = figure.subplots()
    axes.barh(list(ratios), list(ratios.values()), left=0, color="#9ecae1", edgecolor=plots.INK)
    for bar, ratio in enumerate(ratios.values()):
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # so that the dashed line does not cross the number
        axes.annotate(_times(ratio), (ratio, bar), (5, 0), textcoords="offset points", va="center", fontsize=10, bbox=paper)
    low, high = min(ratios.values()), max(ratios.values())
    axes.set(xscale="log", xlim=(low / 3, 6 * high), xlabel=f"time as a multiple of {fastest}, logarithmic")
    axes.axvline(1, color=plots.WINDOW, linestyle="--", zorder=0)
    axes.invert_yaxis()
    alt = f"Bars on a logarithmic axis: {'; '.join(f'{name} {_times(ratio)}' for name, ratio in ratios.items())} the time of {fastest}."
    return figure, alt


def _times(ratio):
    return f"{ratio:,.0f} ×" if ratio >= 10 else f"{ratio:.2g} ×"
