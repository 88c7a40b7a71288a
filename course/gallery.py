"""Pictures of networks: their structure as blocks, what they say of pictures, and the kernels of their first layer."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course.plots import INK, WINDOW

ACROSS = 6  # pictures in a row


def network_figure(rows):
    """The feature maps of a network from the picture to the scores, from left to right, as blocks with their shapes.

    rows: [(label, shape)], the shape [C, H, W] of a feature map or [units] of a row of numbers.
    A block is as high as the map has rows and as wide as it has channels, both on a logarithmic scale.
    """
    if not rows:
        raise ValueError("there is nothing to draw: give at least one (label, shape)")
    heights = [np.log2(shape[1] + 1) if len(shape) == 3 else 0.5 for _, shape in rows]
    widths = [0.15 + 0.12 * np.log2(shape[0] + 1) for _, shape in rows]
    lefts = np.concatenate([[0], np.cumsum(np.array(widths[:-1]) + 0.55)])
    figure = Figure(figsize=(max(6.0, 0.9 * len(rows) + 0.6), 3.9), layout="constrained")
    axes = figure.subplots()
    top = max(heights)
    for (label, shape), height, width, left in zip(rows, heights, widths, lefts):
        colour = "#9ecae1" if len(shape) == 3 else "#fdd0a2"
        axes.add_patch(Rectangle((left, -height / 2), width, height, facecolor=colour, edgecolor=INK, linewidth=0.8, hatch="" if len(shape) == 3 else "//"))
        middle = left + width / 2
        axes.text(middle, height / 2 + 0.1, "×".join(str(side) for side in shape), ha="center", va="bottom", fontsize=8, color=INK)
        axes.text(middle, -top / 2 - 0.25, label, ha="right", va="top", fontsize=9, color=INK, rotation=45, rotation_mode="anchor")
    for left, width, following in zip(lefts, widths, lefts[1:]):
        axes.annotate("", (following - 0.04, 0), (left + width + 0.04, 0), arrowprops={"arrowstyle": "->", "color": INK})
    axes.set(xlim=(-0.4, lefts[-1] + widths[-1] + 0.4), ylim=(-top / 2 - 2.2, top / 2 + 0.8))
    axes.set_axis_off()
    return figure


def predictions_figure(pictures, labels, scores, classes):
    """Pictures with what a network says of them; the wrong ones have a thick frame, and their titles say what they are.

    pictures: [N, C, H, W], C 1 or 3, uint8 or from 0 to 1; labels: [N]; scores: [N, K], the largest of which is the answer;
    classes: the names of the labels. The probability is the softmax of the scores.
    """
    if not len(pictures) == len(labels) == len(scores) > 0:
        raise ValueError(f"pictures, labels and scores must be equally many, and some: {len(pictures)}, {len(labels)}, {len(scores)}")
    rows = -(-len(pictures) // ACROSS)
    figure = Figure(figsize=(10, 2.15 * rows), layout="constrained")
    panels = figure.subplots(rows, ACROSS, squeeze=False).ravel()
    exponentials = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
    for axes in panels:
        axes.set(xticks=[], yticks=[])
        axes.axis("off")
    for axes, picture, label, share in zip(panels, pictures, labels, probabilities):
        said = int(np.argmax(share))
        axes.axis("on")
        axes.imshow(np.squeeze(np.moveaxis(picture, 0, -1)), cmap="gray", vmin=0, vmax=None if picture.dtype == np.uint8 else max(1.0, picture.max()))
        title = f"{classes[said]}, {share[said]:.0%}"
        axes.set_title(title if said == label else f"says {title}\nis {classes[label]}", fontsize=9, color=INK)
        for side in axes.spines.values():
            side.set(color=INK if said == label else WINDOW, linewidth=0.8 if said == label else 4)
    return figure


def kernels_figure(weights):
    """The kernels of a first layer side by side, each on a scale of its own: with one channel in grey, with three in colour.

    weights: array [C_out, C_in, k_h, k_w], C_in 1 or 3. Middle grey is a weight of 0.
    """
    weights = np.asarray(weights)
    if weights.ndim != 4 or weights.shape[1] not in (1, 3):
        raise ValueError(f"the weights of a first layer have the shape [C_out, 1 or 3, k_h, k_w], not {list(weights.shape)}")
    across = min(len(weights), 12)
    rows = -(-len(weights) // across)
    figure = Figure(figsize=(max(3.0, 0.85 * across), 0.85 * rows + 0.3), layout="constrained")
    panels = figure.subplots(rows, across, squeeze=False).ravel()
    for axes in panels:
        axes.set_axis_off()
    for number, (axes, kernel) in enumerate(zip(panels, weights)):
        shown = 0.5 + 0.5 * kernel / (np.abs(kernel).max() or 1.0)
        axes.imshow(np.squeeze(np.moveaxis(shown, 0, -1), axis=-1) if len(kernel) == 1 else np.moveaxis(shown, 0, -1), cmap="gray", vmin=0, vmax=1)
        axes.set_title(str(number), fontsize=7, pad=2)
    return figure
