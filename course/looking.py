"""Chapter 15: what a network looks at: feature maps, Grad-CAM, and how much of the heat lies on what a program has drawn."""

import functools

import numpy as np
from ipywidgets import Dropdown, IntSlider, Layout
from matplotlib.figure import Figure

from course import fundus, plots
from course.widgets import Explorer

import paddle  # after the course, which silences Paddle's note about ccache
import paddle.nn.functional as F

LEVELS = (0.25, 0.5, 0.75)  # of the contours of a heat whose largest value is 1


def drawn_atrophy(count, size, seed):
    """Where the atrophy is drawn in the pictures of fundus.synthetic(count, size, seed): bool [count, size, size].

    The ellipses that the program starts from; their edges are frayed afterwards. Not pathologic eyes have a crescent at the disc, or nothing.
    """
    steps = ((np.arange(size) + 0.5) / size - 0.5) / fundus.FRAME
    masks = np.zeros((count, size, size), dtype=bool)
    for index in range(count):
        rng = np.random.default_rng([seed, index])
        eye = fundus.plan(rng, str(rng.choice(list(fundus.SHARES), p=list(fundus.SHARES.values()))))
        for x, y, radius_x, radius_y in eye.atrophy:
            inside = ((steps[None, :] - x) / radius_x) ** 2 + ((steps[:, None] - y) / radius_y) ** 2 < 1
            masks[index] |= inside[:, ::-1] if eye.left else inside
    return masks


def frame(size):
    """The round frame of a fundus picture, bool [size, size]; outside it is black."""
    steps = ((np.arange(size) + 0.5) / size - 0.5) / fundus.FRAME
    return steps[None, :] ** 2 + steps[:, None] ** 2 < 1


def maps_and_gradients(net, x, k):
    """Feature maps [N, C, h, w] of a network in two parts, and the gradients of the score of class k with respect to them; arrays.

    x: pictures, array [N, C, H, W]. In inference mode, which is left as it was before; no parameter gets a gradient.
    """
    modes = {layer: layer.training for layer in net.sublayers(include_self=True)}
    net.eval()
    try:
        maps = net.body(paddle.to_tensor(x)).detach()
        maps.stop_gradient = False
        (gradients,) = paddle.grad(net.head(maps)[:, k].sum(), maps)
    finally:
        for layer, training in modes.items():
            layer.training = training
    return maps.numpy(), gradients.numpy()


def heat(net, picture, k):
    """Grad-CAM of one picture [C, H, W] for class k, [H, W]: from 0 to 1, or 0 everywhere where nothing speaks for the class."""
    maps, gradients = maps_and_gradients(net, picture[None], k)
    rough = np.maximum((gradients[0].mean((1, 2))[:, None, None] * maps[0]).sum(0), 0)
    rough = rough / (rough.max() or 1)
    return np.kron(rough, np.ones([side // small for side, small in zip(picture.shape[1:], rough.shape)]))


def share_inside(heat, mask):
    """The share of a heat [H, W] that lies inside a mask [H, W]; NaN where there is no heat."""
    return float(heat[mask].sum() / heat.sum()) if heat.any() else np.nan


def centre(heat):
    """(row, column) of a heat's centre of mass; NaN where there is no heat."""
    total = heat.sum() or np.nan
    return float((heat.sum(1) * np.arange(len(heat))).sum() / total), float((heat.sum(0) * np.arange(heat.shape[1])).sum() / total)


def _picture(axes, picture, title, mask=None):
    """A picture [C, H, W], grey or in colour, and the outline of a mask in white on black."""
    axes.imshow(np.squeeze(np.moveaxis(picture, 0, -1)), cmap="gray", vmin=0, vmax=1)
    if mask is not None and mask.any():
        axes.contour(mask, [0.5], colors="black", linewidths=2.6)
        axes.contour(mask, [0.5], colors="white", linewidths=1.2, linestyles="dashed")
    _finish(axes, title)


def _heat(axes, heat, title):
    """A heat from 0 to 1 as shades, with contours that can be told apart without colour: dotted, dashed and solid."""
    drawn = axes.imshow(heat, cmap="magma", vmin=0, vmax=1)
    if heat.any():
        axes.contour(heat, LEVELS, colors=["white", "white", "black"], linewidths=1.3, linestyles=["dotted", "dashed", "solid"])
    _finish(axes, title)
    return drawn


def _finish(axes, title):
    axes.set(xticks=[], yticks=[])
    axes.set_title(title, fontsize=9, color=plots.INK)


def pictures_figure(pictures, titles):
    """Pictures [N, C, H, W] side by side, each with its title."""
    figure = Figure(figsize=(1.5 * len(pictures), 1.8), layout="constrained")
    for axes, picture, title in zip(figure.subplots(1, len(pictures), squeeze=False)[0], pictures, titles, strict=True):
        _picture(axes, picture, title)
    return figure


def maps_figure(maps, titles):
    """Feature maps [C, h, w] beside each other in rows of eight, each with its title; all on one scale from black, 0, to white."""
    across = min(len(maps), 8)
    rows = -(-len(maps) // across)
    figure = Figure(figsize=(1.25 * across + 0.9, 1.5 * rows), layout="constrained")
    panels = figure.subplots(rows, across, squeeze=False).ravel()
    for axes in panels[len(maps) :]:
        axes.set_axis_off()
    for axes, values, title in zip(panels, maps, titles, strict=False):
        drawn = axes.imshow(values, cmap="gray", vmin=min(0.0, float(maps.min())), vmax=float(maps.max()) or 1)
        _finish(axes, title)
    figure.colorbar(drawn, ax=panels.tolist(), label="value", shrink=0.8)
    return figure


def heats_figure(pictures, heats, titles, masks=None):
    """Pictures [N, C, H, W] above their heats [N, H, W], with contours at 0.25, 0.5 and 0.75; a dashed line outlines the masks."""
    number = len(pictures)
    figure = Figure(figsize=(1.9 * number + 0.9, 4.4), layout="constrained")
    panels = figure.subplots(2, number, squeeze=False)
    for index in range(number):
        _picture(panels[0, index], pictures[index], titles[index], None if masks is None else masks[index])
        drawn = _heat(panels[1, index], heats[index], "" if heats[index].any() else "no heat")
    figure.colorbar(drawn, ax=panels[1].tolist(), label="heat", shrink=0.9)
    return figure


def draw_look(net, pictures, masks, number, k):
    """The figure of explore_look and its alt text. number: which picture, from 0; k: the class, from 0.

    Raises ValueError where nothing in the maps speaks for that class, so that Grad-CAM is 0 everywhere.
    """
    picture, label = pictures[number]
    hot = heat(net, picture, k)
    if not hot.any():
        raise ValueError(f"in picture {number} nothing speaks for {pictures.classes[k]!r}: Grad-CAM is 0 everywhere; choose another class or picture")
    maps, gradients = maps_and_gradients(net, picture[None], k)
    maps, weights = maps[0], gradients[0].mean((1, 2))
    with paddle.no_grad():
        shares = F.softmax(net.head(paddle.to_tensor(maps[None])))[0].numpy()
    said = int(shares.argmax())
    first = np.argsort(-(weights * maps.mean((1, 2))))[:4]
    figure = Figure(figsize=(9.4, 3.7), layout="constrained")
    axes = figure.subplot_mosaic([["picture", "picture", "heat", "heat", "a", "b"], ["picture", "picture", "heat", "heat", "c", "d"]])
    mask = None if masks is None else masks[number]
    _picture(axes["picture"], picture, f"picture {number}: {pictures.classes[label]}\nsays {pictures.classes[said]}, {shares[said]:.0%}", mask)
    drawn = _heat(axes["heat"], hot, f"Grad-CAM for\n{pictures.classes[k]}")
    figure.colorbar(drawn, ax=axes["heat"], location="left", label="heat", shrink=0.8)
    for name, channel in zip("abcd", first):
        axes[name].imshow(maps[channel], cmap="gray", vmin=0, vmax=float(maps.max()) or 1)
        _finish(axes[name], f"map {channel}, weight\n{weights[channel]:+.3f}")
    return figure, _alt(pictures, number, k, said, shares, hot, mask, first)


def _alt(pictures, number, k, said, shares, hot, mask, first):
    """What a figure of draw_look shows, in words and numbers."""
    row, column = centre(hot)
    words = (
        f"Picture {number}, {pictures.classes[pictures.labels[number]]}; the network says {pictures.classes[said]}, {shares[said]:.0%}. "
        f"Grad-CAM for {pictures.classes[k]}: the heat's centre is at row {row:.0f}, column {column:.0f} of {hot.shape[0]}×{hot.shape[1]}, "
        f"{hot[:, : hot.shape[1] // 2].sum() / hot.sum():.0%} of it in the left half"
    )
    if mask is not None and mask.any():
        words += f", {share_inside(hot, mask):.0%} inside the drawn atrophy, which covers {mask.sum() / frame(len(mask)).sum():.0%} of the frame"
    return f"{words}. The four maps that add most to the score: {', '.join(map(str, first))}."


def explore_look(net, pictures, masks=None):
    """Choose a picture and a class and see where a network in two parts looks. pictures: Pictures; masks: bool [N, H, W], outlined."""
    most = int(net(paddle.to_tensor(pictures[0][0][None])).numpy().argmax())
    return Explorer(
        {
            "number": IntSlider(value=0, max=len(pictures) - 1, description="picture", layout=Layout(width="360px")),
            "k": Dropdown(options=[(name, k) for k, name in enumerate(pictures.classes)], value=most, description="class"),
        },
        functools.partial(draw_look, net, pictures, masks),
    )
