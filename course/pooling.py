"""Figures and the explorer of pooling. The numbers in them are computed by Paddle."""

import numpy as np
import paddle.nn.functional as F
from ipywidgets import Dropdown, IntSlider
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from paddle import to_tensor
from sklearn.datasets import load_digits

from course import plots
from course.widgets import Explorer

PICTURES = {
    "numbers 1 to 16": np.arange(1.0, 17).reshape(4, 4),
    "a digit": load_digits().images[3],
    "negative numbers": -np.array([[5.0, 9, 2, 7, 6], [8, 3, 6, 1, 9], [4, 7, 5, 9, 2], [6, 2, 8, 3, 7]]),
}
MODES = {"max": "−∞", "average": "–", "average, zeros counted": "0"}  # with what stands in the padding


def pool(x, kernel, stride, padding=0, mode="max"):
    """One picture [H, W] pooled by Paddle; sizes as whole numbers or pairs, mode one of MODES."""
    x = to_tensor(np.asarray(x, dtype="float64"))[None, None]
    if mode == "max":
        return F.max_pool2d(x, kernel, stride, padding).numpy()[0, 0]
    return F.avg_pool2d(x, kernel, stride, padding, exclusive=mode == "average").numpy()[0, 0]


def moved(pictures, columns):
    """Pictures [..., H, W] moved to the right by some columns, 0 or more; zeros come in at the left."""
    if columns == 0:
        return pictures
    return np.concatenate([np.zeros_like(pictures[..., :columns]), pictures[..., :-columns]], axis=-1)


def window_figure(x, kernel, stride, padding, mode, step):
    """One window of a pooling: where it lies on the padded picture, and the output with its number marked.

    x: [H, W]; kernel, stride, padding: whole numbers; mode: one of MODES; step: which window, row by row from 0.
    Raises ValueError where a window would lie in the padding alone, does not fit, or does not exist.
    """
    row, column, y = _window(x, kernel, stride, padding, mode, step)
    figure = Figure(figsize=(0.62 * (x.shape[1] + 2 * padding + y.shape[1] + 2), 0.62 * (len(x) + 2 * padding) + 0.9), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[x.shape[1] + 2 * padding, y.shape[1] + 0.5])
    plots.draw_numbers(left, x)
    _draw_ring(left, x.shape, padding, MODES[mode])
    plots.draw_numbers(right, y)
    _outline(left, row, column, kernel)
    _outline(right, step // y.shape[1], step % y.shape[1], 1)
    left.set_title(f"{x.shape[0]}×{x.shape[1]}, padding {padding}", fontsize=11)
    right.set_title(f"{mode}: {y.shape[0]}×{y.shape[1]}", fontsize=11)
    return figure


def _window(x, kernel, stride, padding, mode, step):
    """Row and column at which a window begins, negative in the padding, and the whole output."""
    if padding >= kernel:
        raise ValueError(f"padding {padding} is too much for a window of {kernel}: some windows would hold padding alone, and nothing to pool")
    if kernel > min(x.shape) + 2 * padding:
        raise ValueError(f"a window of {kernel} does not fit into {x.shape[0]}×{x.shape[1]} pixels with padding {padding}")
    y = pool(x, kernel, stride, padding, mode)
    if not 0 <= step < y.size:
        raise ValueError(f"there are {y.size} windows, counted from 0; there is no window {step}")
    return step // y.shape[1] * stride - padding, step % y.shape[1] * stride - padding, y


def _draw_ring(axes, shape, padding, sign):
    """The padding around a picture: hatched cells with the sign of what stands in them."""
    rows, columns = shape
    for row in range(-padding, rows + padding):
        for column in range(-padding, columns + padding):
            if not (0 <= row < rows and 0 <= column < columns):
                cell = axes.add_patch(Rectangle((column, row), 1, 1, facecolor="#f2efe6", edgecolor="#b5b0a0", hatch="///", linewidth=0.5))
                text = axes.text(column + 0.5, row + 0.5, sign, ha="center", va="center", color=plots.INK, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
                cell.set_in_layout(False)
                text.set_in_layout(False)
    axes.set(xlim=(-padding - 0.1, columns + padding + 0.1), ylim=(rows + padding + 0.1, -padding - 0.1))


def _outline(axes, row, column, side):
    axes.add_patch(Rectangle((column, row), side, side, fill=False, edgecolor=plots.WINDOW, linewidth=3, zorder=3))


def draw_pooling(picture, mode, kernel, stride, padding, window):
    """The figure of explore and its alt text. picture: a name in PICTURES; the others as for window_figure.

    A window beyond the last one is taken for the last, so that the slider always shows something.
    """
    x = PICTURES[picture]
    *_, y = _window(x, kernel, stride, padding, mode, 0)
    step = min(window, y.size - 1)
    row, column, y = _window(x, kernel, stride, padding, mode, step)
    held = x[max(row, 0) : row + kernel, max(column, 0) : column + kernel]
    alt = (
        f"{mode.capitalize()} pooling of '{picture}', {x.shape[0]} by {x.shape[1]}, with kernel {kernel}, stride {stride} and padding {padding}"
        f" gives {y.shape[0]} by {y.shape[1]}. Window {step} begins at row {row}, column {column}, holds {held.size} pixels"
        f" and {kernel**2 - held.size} cells of padding, and gives {y.ravel()[step]:.2f}."
    )
    return window_figure(x, kernel, stride, padding, mode, step), alt


def explore():
    """Choose a picture and a pooling, and move its window."""
    return Explorer(
        {
            "picture": Dropdown(options=list(PICTURES), description="picture"),
            "mode": Dropdown(options=list(MODES), description="mode"),
            "kernel": IntSlider(value=2, min=1, max=5, description="kernel"),
            "stride": IntSlider(value=2, min=1, max=4, description="stride"),
            "padding": IntSlider(value=0, min=0, max=3, description="padding"),
            "window": IntSlider(value=0, min=0, max=99, description="window"),
        },
        draw_pooling,
    )


def shift_figure(picture, columns=1):
    """A picture and the same moved to the right; below them, both after 2×2 max pooling.

    A thick outline marks pooled numbers above 0 that the shift left as they were. picture: [H, W], dark is 0.
    """
    images = [picture, moved(picture, columns)]
    pooled = [pool(image, 2, 2) for image in images]
    figure = Figure(figsize=(6.6, 7.0), layout="constrained")
    axes = figure.subplots(2, 2)
    titles = ["the digit", f"moved by {columns} column{'s' * (columns != 1)}"]
    for index, (image, title) in enumerate(zip(images, titles)):
        axes[0, index].imshow(image, cmap="gray", interpolation="nearest")
        axes[0, index].set(title=title, xlabel="column", ylabel="row")
        plots.draw_numbers(axes[1, index], pooled[index])
        axes[1, index].set_title(f"2×2 max pooling, {len(np.argwhere(pooled[index] > 0))} numbers above 0", fontsize=11)
        for row, column in np.argwhere((pooled[0] == pooled[1]) & (pooled[0] > 0)):
            _outline(axes[1, index], row, column, 1)
    return figure
