"""Chapter 10: its pictures, and AlexNet's layers counted by arithmetic alone, for any size and width, with the explorer over them."""

import itertools
import math
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from ipywidgets import Dropdown, IntSlider

from course import budget, fundus, plots
from course.widgets import Explorer

CHANNELS = (96, 256, 384, 384, 256)
UNITS = 4096
WIDTHS = {"full": 1, "1/2": 0.5, "1/4": 0.25, "1/8": 0.125}


class Layer(NamedTuple):
    """name; shape of the output, [C, H, W] or [units]; parameters, biases included; macs for one picture."""

    name: str
    shape: list
    parameters: int
    macs: int


def layers(size, width=1, num_classes=1):
    """The Layers of the course's AlexNet with weights in them. Raises ValueError where nothing is left of a picture.

    size: rows and columns of the picture; width: what the channels and units are multiplied with, so that whole numbers result.
    """
    side = (size + 2 * 5 - 11) // 4 + 1
    if side < 8:
        raise ValueError(f"{size} pixels are too few: the first convolution leaves {side}, and three poolings leave nothing; 29 pixels leave 1")
    rows, before = [], 3
    for number, (channels, k) in enumerate(zip(CHANNELS, (11, 5, 3, 3, 3)), 1):
        after = int(channels * width)
        weights = after * before * k * k
        rows.append(Layer(f"conv{number}", [after, side, side], weights + after, weights * side * side))
        side = side // 2 if number in (1, 2, 5) else side
        before = after
    inputs = before * side * side
    for number, units in enumerate((int(UNITS * width), int(UNITS * width), num_classes), 1):
        rows.append(Layer(f"fc{number}", [units], inputs * units + units, inputs * units))
        inputs = units
    return rows


def share_of_full_connection(rows, what):
    """Which share of all parameters, or of all macs, stands in the fully connected layers."""
    return sum(getattr(row, what) for row in rows if row.name.startswith("fc")) / sum(getattr(row, what) for row in rows)


def draw_shares(size, width):
    """The figure of explore and its alt text. size: rows and columns of the picture; width: one of WIDTHS."""
    rows = layers(size, WIDTHS[width])
    counts = {"parameters": [row.parameters for row in rows], "multiplications": [row.macs for row in rows]}
    figure = plots.shares([row.name for row in rows], counts)
    inputs = math.prod([rows[4].shape[0], *(side // 2 for side in rows[4].shape[1:])])
    figure.suptitle(f"AlexNet, pictures of {size}×{size}, width {width}: fc1 sees {inputs:,} numbers", fontsize=11)
    figure.set_figheight(figure.get_figheight() + 0.4)  # room for it
    parameters, macs = (100 * share_of_full_connection(rows, what) for what in ("parameters", "macs"))
    alt = (
        f"AlexNet, pictures of {size}×{size}, width {width}: {sum(counts['parameters']):,} parameters, {parameters:.1f} % of them in the fully"
        f" connected layers; {sum(counts['multiplications']):,} multiplications, {macs:.1f} % of them there. fc1 sees {inputs:,} numbers."
    )
    return figure, alt


def explore():
    """Choose the size of the pictures and the width, and see where the parameters and the multiplications are."""
    return Explorer(
        {
            "size": IntSlider(value=224, min=16, max=448, step=16, description="pixels"),
            "width": Dropdown(options=list(WIDTHS), description="width"),
        },
        draw_shares,
    )


def fundus_parts(size=64):
    """Synthetic fundus pictures, the same in chapters 10 to 12: (training, validation, test) Pictures, 500 + 150 + 250.

    While work is graded a tenth of them, as drawing all takes time and no mark depends on them.
    """
    count = 90 if budget.grading() else 900
    pictures = fundus.synthetic(count, size, seed=0)
    ends = (0, count * 5 // 9, count * 13 // 18, count)
    return tuple(pictures.take(slice(start, end)) for start, end in itertools.pairwise(ends))


def halved(part):
    """The same Pictures with half as many rows and columns: each pixel is the mean of 2×2."""
    n, c, h, w = part.pictures.shape
    means = part.pictures.reshape(n, c, h // 2, 2, w // 2, 2).mean(axis=(3, 5))
    return replace(part, pictures=means.round().astype(part.pictures.dtype))


def colours(part):
    """What a very simple model may look at: mean and spread of red, green and blue of each of the Pictures, [N, 6]."""
    x = part.pictures / 255
    return np.concatenate([x.mean(axis=(2, 3)), x.std(axis=(2, 3))], axis=1)
