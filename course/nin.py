"""Figures and explorations of chapter 12: what the heads of networks cost, and the maps in which each class has its votes."""

import functools

import numpy as np
import paddle
from ipywidgets import IntSlider, Layout
from matplotlib.figure import Figure

from course import plots
from course.widgets import Explorer

PAGE = 24  # rows and columns of the page in explore_maps


def page(pictures, places, height, width):
    """A blank (black) page [1, C, height, width] with pictures [N, C, h, w] on it, their upper left corners at places [(row, column)].

    Raises ValueError where one does not fit.
    """
    pictures = np.asarray(pictures)
    blank = np.zeros((1, pictures.shape[1], height, width), dtype="float32")
    h, w = pictures.shape[2:]
    for picture, (row, column) in zip(pictures, places, strict=True):
        if not (0 <= row <= height - h and 0 <= column <= width - w):
            raise ValueError(f"a picture of {h}×{w} at row {row}, column {column} does not fit on a page of {height}×{width}")
        blank[0, :, row : row + h, column : column + w] = picture
    return blank


def maps_of(net, pictures):
    """The maps [N, K, h, w] of pictures [N, C, H, W], in inference mode; the network has a method `maps`. Its mode stays as it was."""
    training = net.training
    net.eval()
    try:
        with paddle.no_grad():
            return net.maps(paddle.to_tensor(np.asarray(pictures, dtype="float32"))).numpy()
    finally:
        if training:
            net.train()


def maps_figure(picture, maps, classes):
    """A grey picture [H, W] and beside it one map of votes for each class [K, h, w], all maps on one scale.

    The class with the largest mean, which is what the network says, has a thick frame; a cross marks its largest vote.
    """
    means = maps.mean((1, 2))
    said = int(means.argmax())
    across = -(-(len(maps) + 1) // 2)
    figure = Figure(figsize=(1.75 * across, 4.4), layout="constrained")
    first, *panels = figure.subplots(2, across, squeeze=False).ravel()
    first.imshow(picture, cmap="gray", vmin=0, vmax=1)
    first.set_title("the picture", fontsize=9)
    for axes in panels[len(maps) :]:
        axes.set_axis_off()
    top = max(float(maps.max()), 1e-6)
    for number, (axes, votes) in enumerate(zip(panels, maps)):
        drawn = axes.imshow(votes, cmap="viridis", vmin=min(0.0, float(maps.min())), vmax=top)
        axes.set_title(f"{classes[number]}: mean {means[number]:.2f}", fontsize=9, weight="bold" if number == said else "normal")
        if number == said:
            row, column = np.unravel_index(votes.argmax(), votes.shape)
            axes.plot(column, row, "x", color=plots.WINDOW, markersize=9, markeredgewidth=2.5)
            for side in axes.spines.values():
                side.set(color=plots.WINDOW, linewidth=4)
    for axes in (first, *panels[: len(maps)]):
        axes.set(xticks=[], yticks=[])
    figure.colorbar(drawn, ax=figure.axes[: 2 * across], label="vote", shrink=0.7)
    return figure


def draw_maps(net, pictures, number, row, column):
    """The figure of explore_maps and its alt text.

    net: a network with a method `maps`; pictures: course.data.Pictures, 8×8 and grey; number: which of them, from 0;
    row, column: where its upper left corner lies on a page of 24×24.
    """
    sheet = page(pictures.pictures[[number]], [(row, column)], PAGE, PAGE)
    maps = maps_of(net, sheet)[0]
    said = int(maps.mean((1, 2)).argmax())
    place = [int(i) for i in np.unravel_index(maps[said].argmax(), maps[said].shape)]
    alt = (
        f"Picture {number}, a {pictures.classes[pictures.labels[number]]}, with its corner at row {row}, column {column} of a page of {PAGE}×{PAGE}, "
        f"and {len(maps)} maps of {maps.shape[1]}×{maps.shape[2]} votes. The network says {pictures.classes[said]}; the largest vote of that map, "
        f"{maps[said].max():.2f}, is in its row {place[0]}, column {place[1]}."
    )
    return maps_figure(sheet[0, 0], maps, pictures.classes), alt


def explore_maps(net, pictures):
    """Move a digit over a page and see the maps of all classes follow."""
    wide = Layout(width="320px")
    return Explorer(
        {
            "number": IntSlider(value=0, max=len(pictures) - 1, description="picture", layout=wide),
            "row": IntSlider(value=2, max=PAGE - 6, description="row", layout=wide),
            "column": IntSlider(value=12, max=PAGE - 6, description="column", layout=wide),
        },
        functools.partial(draw_maps, net, pictures),
    )


def head_costs(channels, side, classes):
    """Parameters of three heads on maps [channels, side, side]: {name: number}, biases included.

    One fully connected layer; two with 256 hidden units; a 1×1 convolution with global average pooling.
    """
    flat = channels * side * side
    return {
        "fully connected": flat * classes + classes,
        "with 256 hidden units": flat * 256 + 256 + 256 * classes + classes,
        "1×1 and average": channels * classes + classes,
    }


def draw_heads(channels, side, classes):
    """The figure of explore_heads and its alt text. channels, side: of the last feature map; classes: K."""
    sides = np.arange(2, 33)
    costs = [head_costs(channels, int(n), classes) for n in sides]
    figure = Figure(figsize=(7.4, 3.8), layout="constrained")
    axes = figure.subplots()
    plots.draw_curves(axes, {name: (sides, [cost[name] for cost in costs]) for name in costs[0]}, "side of the last map, pixels", "parameters of the head")
    here = head_costs(channels, side, classes)
    axes.axvline(side, color=plots.WINDOW, linewidth=1.5)
    for name, number in here.items():
        axes.annotate(f"{number:,}", (side, number), (6, -13), textcoords="offset points", fontsize=9)
    axes.set(yscale="log", ylim=(min(here.values()) / 3, None), title=f"{channels} channels, {classes} classes, map {side}×{side}")
    axes.title.set_fontsize(11)
    connected, hidden, votes = here.values()
    alt = (
        f"Parameters of three heads against the side of the last map, logarithmic, for {channels} channels and {classes} classes. At {side}×{side}: "
        f"fully connected {connected:,}, with 256 hidden units {hidden:,}, 1×1 convolution and average {votes:,}, the same at every side."
    )
    return figure, alt


def explore_heads():
    """Choose channels, side and classes and see what three heads cost."""
    wide = Layout(width="320px")
    return Explorer(
        {
            "channels": IntSlider(value=192, min=8, max=512, step=8, description="channels", layout=wide),
            "side": IntSlider(value=8, min=2, max=32, description="side", layout=wide),
            "classes": IntSlider(value=10, min=2, max=1000, description="classes", layout=wide),
        },
        draw_heads,
    )
