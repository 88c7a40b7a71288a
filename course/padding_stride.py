"""Padding, stride and dilation along one side of a picture: where the kernel stands, drawn, and which pixels nobody looks at."""

import numpy as np
from ipywidgets import IntSlider, Layout
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course.plots import INK, WINDOW
from course.widgets import Explorer

PIXEL, ZERO, TAP, REACH, REFUSED = "white", "#d9d9d9", "#0072b2", "#d6e6f2", "#c00000"


def first_pixels(n, k, stride=1, before=0, after=0, dilation=1):
    """Where the kernel's first pixel stands at each position: an array of whole numbers, below 0 inside the padding.

    n pixels with `before` and `after` zeros at their ends; a kernel of k pixels, every dilation-th one.
    Raises ValueError where the kernel does not fit.
    """
    reach = dilation * (k - 1) + 1
    if reach > n + before + after:
        raise ValueError(
            f"the kernel does not fit: it reaches over {reach} pixels, and with its padding the picture has {n + before + after}"
        )
    return np.arange(-before, n + after - reach + 1, stride)


def looks(n, k, stride=1, before=0, after=0, dilation=1):
    """How many positions of the kernel look at each pixel, padding included: an array [before + n + after]."""
    counts = np.zeros(before + n + after, dtype=int)
    for first in first_pixels(n, k, stride, before, after, dilation):
        counts[before + first + dilation * np.arange(k)] += 1
    return counts


def positions(n, k, stride=1, before=0, after=0, dilation=1):
    """The padded row of pixels, and below it one row for each position of the kernel; crosses mark what is never looked at.

    Where the kernel does not fit it is drawn over the row that is too short, in a red frame.
    """
    cells = np.arange(-before, n + after)
    reach = dilation * (k - 1) + 1
    try:
        firsts, counts = first_pixels(n, k, stride, before, after, dilation), looks(n, k, stride, before, after, dilation)
    except ValueError:
        firsts, counts = np.array([-before]), np.ones(len(cells))
    fits = reach <= len(cells)
    left, right = -before, max(n + after, reach - before)
    spare = max(0, 16 - (right - left)) / 2  # short rows keep cells of the same size
    figure = Figure(figsize=(0.34 * (right - left + 2 * spare) + 1.2, 0.26 * len(firsts) + 1.8), layout="constrained")
    axes = figure.subplots()
    for cell, count in zip(cells, counts):
        inside = 0 <= cell < n
        axes.add_patch(Rectangle((cell, 0), 1, 1, facecolor=PIXEL if inside else ZERO, edgecolor=INK, hatch=None if inside else "///", linewidth=0.8))
        if inside:
            axes.text(cell + 0.5, 0.5, str(cell), ha="center", va="center", fontsize=9, color=INK)
        if not count:
            axes.text(cell + 0.5, -0.5, "×", ha="center", va="center", fontsize=15, color=WINDOW, weight="bold")
    for output, first in enumerate(firsts):
        y = output + 1.25
        colour = TAP if fits else REFUSED
        axes.add_patch(Rectangle((first, y), reach, 0.9, facecolor=REACH if fits else "#f6d5d5", edgecolor="none"))
        for tap in first + dilation * np.arange(k):
            axes.add_patch(Rectangle((tap + 0.08, y + 0.08), 0.84, 0.74, facecolor=colour, edgecolor="none"))
    axes.set(xlim=(left - spare - 0.1, right + spare + 0.1), ylim=(len(firsts) + 1.4, -1.1))
    axes.set_xlabel("pixel, counted from 0\n(hatched: zeros of the padding; ×: never looked at)")
    axes.set_xticks([])
    axes.set_yticks(np.arange(len(firsts)) + 1.7, [f"output {output}" if fits else "no output" for output in range(len(firsts))], fontsize=8)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set(visible=not fits, color=REFUSED, linewidth=3)
    axes.set_title(_sum_in_words(n, k, stride, before, after, dilation), fontsize=10, color=INK if fits else REFUSED)
    return figure


def _sum_in_words(n, k, stride, before, after, dilation):
    """The formula of the output's size with its numbers; why there is none where the kernel does not fit."""
    reach = dilation * (k - 1) + 1
    room = n + before + after - reach
    if room < 0:
        return f"The kernel does not fit: it reaches over {reach} pixels,\nand with its padding the picture has {n + before + after}."
    steps = f"({n} + {before} + {after} − {reach}) / {stride} = {room / stride:.4g}"
    rounded = "" if room % stride == 0 else f", rounded down {room // stride}"
    return f"{steps}{rounded}, and 1 for the start: {_counted(room // stride + 1, 'output')}"


def _counted(count, what):
    """1 zero, 2 zeros."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def draw_positions(n, k, stride, before, after, dilation):
    """The figure of `positions` and its alt text."""
    alt = f"{_counted(n, 'pixel')} with {_counted(before, 'zero')} before and {after} after, a kernel of {k}, stride {stride}, dilation {dilation}. "
    try:
        counts = looks(n, k, stride, before, after, dilation)
    except ValueError as error:
        return positions(n, k, stride, before, after, dilation), f"{alt}In a red frame: {error}."
    pixels = np.flatnonzero(counts[before : before + n] == 0)
    unread = int((counts[:before] == 0).sum() + (counts[before + n :] == 0).sum())
    alt += f"{_sum_in_words(n, k, stride, before, after, dilation)}. "
    alt += f"Pixels never looked at: {', '.join(map(str, pixels)) or 'none'}; zeros of the padding never read: {unread}."
    return positions(n, k, stride, before, after, dilation), alt


def explore():
    """Move sizes, stride, padding and dilation, and see each position of the kernel; what does not fit is shown in red."""

    def slider(name, value, low, high):
        return IntSlider(value=value, min=low, max=high, description=name, layout=Layout(width="300px"))

    controls = {
        "n": slider("pixels", 8, 1, 24),
        "k": slider("kernel", 3, 1, 7),
        "stride": slider("stride", 2, 1, 5),
        "before": slider("zeros before", 1, 0, 4),
        "after": slider("zeros after", 1, 0, 4),
        "dilation": slider("dilation", 1, 1, 4),
    }
    return Explorer(controls, draw_positions)
