"""Draws the figures of the chapters. Every function takes arrays and returns a matplotlib Figure; none keeps any state."""

import base64
import html
import io
import itertools

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator
from PIL import Image
from scipy.signal import correlate2d

from course import budget

DOTS_PER_INCH = 100
WINDOW = "#d55e00"  # the outline that marks where the kernel lies
INK = "#222222"
# Colour, dash and marker of curves; the colours are those of Okabe and Ito, which colour-blind readers can tell apart.
STYLES = [(INK, "-", "o"), ("#d55e00", "--", "s"), ("#0072b2", "-.", "^"), ("#009e73", ":", "D"), ("#cc79a7", (0, (5, 1, 1, 1, 1, 1)), "v")]


class Picture:
    """A figure as notebooks show it, with alt text: what it shows, in words, for those who cannot see it.

    JupyterLab gives alt text to HTML pictures only; GitHub, nbconvert and paper want image/png. So there are both.
    While work is graded (course.budget) the words stand alone: drawing takes most of a
    chapter's time, and no mark depends on it.
    """

    def __init__(self, figure, alt):
        if not alt.strip():
            raise ValueError("a figure needs alt text: say in words what it shows")
        self.alt = alt
        self.png = b"" if budget.grading() else png(figure)
        self.width = round(figure.get_figwidth() * 88)  # CSS pixels; makes the figure's text as large as the page's

    def html(self):
        """The picture as an HTML tag that holds everything."""
        if not self.png:
            return f"<p><em>A picture, not drawn while grading:</em> {html.escape(self.alt)}</p>"
        encoded = base64.b64encode(self.png).decode()
        return (
            f'<img alt="{html.escape(self.alt)}" width="{self.width}" style="max-width: 100%" '
            f'src="data:image/png;base64,{encoded}">'
        )

    def _repr_mimebundle_(self, include=None, exclude=None):
        if not self.png:
            return {"text/html": self.html(), "text/plain": f"A picture, not drawn while grading: {self.alt}"}, {}
        data = {"text/html": self.html(), "image/png": base64.b64encode(self.png).decode(), "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt, "width": self.width}}


def png(figure):
    """The figure as PNG bytes, DOTS_PER_INCH dots to the inch."""
    figure.set_dpi(DOTS_PER_INCH)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    buffer = io.BytesIO()
    Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").save(buffer, format="png")
    return buffer.getvalue()


def show(figure, alt):
    """The figure as a Picture for the notebook; `alt` says in words what it shows."""
    return Picture(figure, alt)


def pictures(images, titles):
    """Arrays of shape [H, W] side by side as pictures, each with a title, labelled axes and a scale of its own.

    Values from 0 up are drawn from black to white; where some are negative, blue is below zero, white is zero, red is
    above, and the largest half percent of absolute values share the darkest colour.
    """
    figure = Figure(figsize=(3.9 * len(images), 3.9), layout="constrained")
    for axes, image, title in zip(np.atleast_1d(figure.subplots(1, len(images))), images, titles, strict=True):
        drawn = _draw_picture(axes, image, image)
        axes.set_title(title, fontsize=11)
        signed = np.min(image) < 0
        bar = {"label": "value", "extend": "both"} if signed else {"label": "value"}
        figure.colorbar(drawn, ax=axes, location="bottom", shrink=0.8, **bar)
    return figure


def number_grids(arrays, titles, signs=""):
    """Small arrays of shape [H, W] side by side, every number written in its cell.

    signs: what to write between neighbours, one character for each gap, such as "*=" for "picture * kernel = result".
    """
    arrays = [np.asarray(array) for array in arrays]
    widths = [array.shape[1] for array in arrays]
    figure = Figure(figsize=(0.75 * (sum(widths) + len(arrays)), 0.75 * max(a.shape[0] for a in arrays) + 1.0), layout="constrained")
    for index, axes in enumerate(np.atleast_1d(figure.subplots(1, len(arrays), width_ratios=widths))):
        draw_numbers(axes, arrays[index])
        axes.set_title(titles[index], fontsize=11)
        if index < len(signs):
            axes.annotate(signs[index], (1.0, 0.5), (14, 0), "axes fraction", "offset points", fontsize=18, va="center", ha="center")
    return figure


def kernel_positions(picture, kernel):
    """How many rows and columns of positions the kernel has inside the picture."""
    rows = picture.shape[0] - kernel.shape[0] + 1
    columns = picture.shape[1] - kernel.shape[1] + 1
    if rows < 1 or columns < 1:
        raise ValueError(
            f"a kernel of {kernel.shape[0]} by {kernel.shape[1]} does not fit into a picture of "
            f"{picture.shape[0]} by {picture.shape[1]}"
        )
    return rows, columns


def convolution_step(picture, kernel, step):
    """One step of a convolution: where the kernel lies, the products, their sum, and the output so far.

    picture: [H, W]; kernel: [k_h, k_w].
    step: which position, counted from 0, left to right and then top to bottom.
    Raises ValueError where the kernel does not fit or there is no such step.
    """
    rows, columns = kernel_positions(picture, kernel)
    if not 0 <= step < rows * columns:
        raise ValueError(f"step must be between 0 and {rows * columns - 1}, not {step}")
    row, column = divmod(step, columns)
    patch = picture[row : row + kernel.shape[0], column : column + kernel.shape[1]]
    output = correlate2d(picture, kernel, mode="valid")
    so_far = output.copy()
    so_far.ravel()[step + 1 :] = np.nan

    figure = Figure(figsize=(9, 5.6), layout="constrained")
    axes = figure.subplot_mosaic([["picture"] * 3 + ["output"] * 3, ["patch"] * 2 + ["kernel"] * 2 + ["products"] * 2])
    _draw_picture(axes["picture"], picture, picture)
    _outline(axes["picture"], row, column, kernel.shape)
    axes["picture"].set_title(f"picture, kernel at row {row}, column {column}", fontsize=11)
    drawn = _draw_picture(axes["output"], so_far, output)
    figure.colorbar(drawn, ax=axes["output"], label="value")
    axes["output"].set_facecolor("#e8e2d0")  # what is not computed yet
    _outline(axes["output"], row, column, (1, 1))
    axes["output"].set_title(f"output so far, {step + 1} of {rows * columns}", fontsize=11)
    draw_numbers(axes["patch"], patch)
    axes["patch"].set_title("picture under the kernel", fontsize=11)
    draw_numbers(axes["kernel"], kernel)
    axes["kernel"].set_title("× kernel", fontsize=11)
    draw_numbers(axes["products"], patch * kernel)
    axes["products"].set_title(f"= products, sum {_number(output[row, column])}", fontsize=11)
    return figure


def parameter_growth(sides, kernel_size=3):
    """Parameters that one unit needs to look at a picture of side × side pixels: a fully connected unit and one kernel.

    Both have a bias: side² + 1 against kernel_size² + 1.
    """
    sides = np.asarray(sides)
    figure = Figure(figsize=(6.4, 3.6), layout="constrained")
    axes = figure.subplots()
    dense = sides**2 + 1
    kernel = np.full(len(sides), kernel_size**2 + 1)
    axes.plot(sides, dense, "o-", color=INK)
    axes.plot(sides, kernel, "s--", color=WINDOW)
    for label, counts in (("fully connected unit", dense), (f"{kernel_size}×{kernel_size} kernel", kernel)):
        axes.annotate(label, (sides[-2], counts[-2]), (-8, 6), textcoords="offset points", ha="right")
    axes.set(xlabel="side of the picture, pixels", ylabel="parameters", xscale="log", yscale="log")
    axes.set_xticks(sides, [str(side) for side in sides])
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    return figure


def curves(series, x_label, y_label, log_x=False, log_y=False):
    """Lines over a common axis, told apart by colour, dash and marker; a band shows a spread.

    series: {label: (x, y) or (x, y, spread)}, each a sequence of numbers of one length; the band is y ± spread.
    Values that are not finite leave a gap.
    """
    figure = Figure(figsize=(6.4, 3.8), layout="constrained")
    axes = figure.subplots()
    draw_curves(axes, series, x_label, y_label)
    if log_x:
        axes.set_xscale("log")
    if log_y:
        axes.set_yscale("log")
    return figure


def draw_curves(axes, series, x_label, y_label):
    """The lines of `curves` on axes of a figure."""
    for (label, (x, y, *spread)), (colour, dash, marker) in zip(series.items(), itertools.cycle(STYLES)):
        x, y = np.asarray(x), np.asarray(y, dtype=float)
        axes.plot(x, np.where(np.isfinite(y), y, np.nan), linestyle=dash, color=colour, marker=marker if len(x) <= 30 else None, markersize=5, label=label)
        if spread:
            axes.fill_between(x, y - spread[0], y + spread[0], color=colour, alpha=0.2, linewidth=0)
    axes.set(xlabel=x_label, ylabel=y_label)
    whole = all(np.all(np.equal(np.mod(x, 1), 0)) for x, *_ in series.values())
    axes.xaxis.set_major_locator(MaxNLocator(integer=whole))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)


def _draw_picture(axes, image, scale):
    """An array as a picture, in the colours that the array `scale` needs; cells that are NaN stay empty."""
    if np.min(scale) < 0:
        limit = np.quantile(np.abs(scale), 0.995) or 1.0  # a few extreme pixels would leave all others pale
        drawn = axes.imshow(image, cmap="RdBu_r", vmin=-limit, vmax=limit, interpolation="nearest")
    else:
        drawn = axes.imshow(image, cmap="gray", vmin=0, vmax=max(1.0, np.max(scale)), interpolation="nearest")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.set(xlabel="column", ylabel="row")
    return drawn


def draw_numbers(axes, array):
    """An array as a grid of written numbers."""
    rows, columns = array.shape
    for row in range(rows):
        for column in range(columns):
            cell = axes.add_patch(Rectangle((column, row), 1, 1, fill=False, edgecolor=INK, linewidth=0.8))
            number = axes.text(column + 0.5, row + 0.5, _number(array[row, column]), ha="center", va="center", fontsize=11, color=INK)
            cell.set_in_layout(False)  # they lie inside the axes, and looking at each takes time
            number.set_in_layout(False)
    axes.set(xlim=(-0.05, columns + 0.05), ylim=(rows + 0.05, -0.05), aspect="equal")
    axes.set_axis_off()


def _outline(axes, row, column, shape):
    """Mark a block of pixels with a thick outline."""
    axes.add_patch(Rectangle((column - 0.5, row - 0.5), shape[1], shape[0], fill=False, edgecolor=WINDOW, linewidth=2.5))


def _number(value):
    """A number as short as it can be written with two decimals: 3, 0.5, -0.33."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def shares(names, counts):
    """For each count a panel of bars, one for each name, with the number and its share of the whole written beside it.

    names: what the bars stand for, from top to bottom; counts: {what is counted: one number for each name}.
    """
    figure = Figure(figsize=(4.6 * len(counts), 0.5 * len(names) + 1.1), layout="constrained")
    panels = np.atleast_1d(figure.subplots(1, len(counts), sharey=True))
    hatches = ["", "//", "..", "xx"]  # the panels differ without colour, too
    for axes, (title, values), hatch in zip(panels, counts.items(), hatches, strict=False):
        percent = 100 * np.asarray(values) / np.sum(values)
        axes.barh(names, percent, color="#9ecae1", edgecolor=INK, hatch=hatch)
        for row, (value, share) in enumerate(zip(values, percent, strict=True)):
            axes.annotate(f"{value:,} ({share:.1f} %)", (share, row), (5, 0), textcoords="offset points", va="center", fontsize=9)
        axes.set(title=f"{title}, {int(np.sum(values)):,} in all", xlabel="share, percent", xlim=(0, 145))
        axes.set_xticks(range(0, 101, 25))
        axes.tick_params(axis="y", length=0)
    panels[0].invert_yaxis()
    return figure


def table(header, rows):
    """A table as a picture. header: the names of the columns; rows: lists of as many texts, the row's name first."""
    widths = [max(len(str(row[column])) for row in [header, *rows]) + 2 for column in range(len(header))]
    figure = Figure(figsize=(0.095 * sum(widths), 0.34 * (len(rows) + 1) + 0.2))
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
    starts = np.cumsum([0, *widths])
    for number, row in enumerate([header, *rows]):
        for column, text in enumerate(row):
            bold = "bold" if number == 0 or column == 0 else "normal"
            axes.text(starts[column] + 1, number + 0.5, str(text), va="center", fontsize=9, color=INK, weight=bold)
        axes.axhline(number + 1, color=INK, linewidth=1.2 if number == 0 else 0.4)
    axes.set(xlim=(0, starts[-1]), ylim=(len(rows) + 1, 0))
    axes.set_axis_off()
    return figure
