"""Chapter 15: what a network looks at: feature maps, Grad-CAM, and pages of four pictures on which one knows where each kind is."""

import functools

import numpy as np
from ipywidgets import Dropdown, IntSlider, Layout
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course import plots
from course.widgets import Explorer

import paddle  # after the course, which silences Paddle's note about ccache

PLACES = ("top left", "top right", "bottom left", "bottom right")
LEVELS = (0.25, 0.5, 0.75)  # of the contours of a heat whose largest value is 1


def pages(pictures, number, seed):
    """Pages of four pictures of different kinds: (float32 [number, C, 2H, 2W], their kinds [number, 4], in the order of PLACES)."""
    rng = np.random.default_rng(seed)
    kinds = np.stack([rng.permutation(len(pictures.classes))[:4] for _ in range(number)])
    chosen = [[pictures[int(rng.choice(np.flatnonzero(pictures.labels == kind)))][0] for kind in row] for row in kinds]
    return np.stack([np.concatenate([np.concatenate(row, axis=2) for row in (four[:2], four[2:])], axis=1) for four in chosen]), kinds


def quarters(heat):
    """The shares of a heat [H, W] in its four quarters, in the order of PLACES; NaN where there is no heat."""
    rows, columns = heat.shape[0] // 2, heat.shape[1] // 2
    return heat.reshape(2, rows, 2, columns).sum((1, 3)).ravel() / (heat.sum() or np.nan)


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


def centre(heat):
    """(row, column) of a heat's centre of mass; NaN where there is no heat."""
    total = heat.sum() or np.nan
    return float((heat.sum(1) * np.arange(len(heat))).sum() / total), float((heat.sum(0) * np.arange(heat.shape[1])).sum() / total)


def _picture(axes, picture, title):
    """A picture [C, H, W], grey or in colour."""
    axes.imshow(np.squeeze(np.moveaxis(picture, 0, -1)), cmap="gray", vmin=0, vmax=1)
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


def maps_figure(picture, maps, titles):
    """A picture [C, H, W] and feature maps [C', h, w] in one row, each with its title; all maps on one scale from black, 0, to white."""
    figure = Figure(figsize=(1.15 * (len(maps) + 1) + 0.9, 1.7), layout="constrained")
    first, *panels = figure.subplots(1, len(maps) + 1)
    _picture(first, picture, "the picture")
    for axes, values, title in zip(panels, maps, titles, strict=True):
        drawn = axes.imshow(values, cmap="gray", vmin=min(0.0, float(maps.min())), vmax=float(maps.max()) or 1)
        _finish(axes, title)
    figure.colorbar(drawn, ax=panels, label="value", shrink=0.9)
    return figure


def _outline(axes, place, shape):
    """A dashed frame around one quarter of a page of this shape [H, W]."""
    rows, columns = shape[0] // 2, shape[1] // 2
    corner = (place % 2 * columns - 0.5, place // 2 * rows - 0.5)
    for colour, style, width in (("black", "solid", 3.5), ("white", "dashed", 1.5)):
        axes.add_patch(Rectangle(corner, columns, rows, fill=False, edgecolor=colour, linestyle=style, linewidth=width))


def heats_figure(pictures, heats, titles, places):
    """Pages [N, C, H, W] above their heats [N, H, W], with contours at 0.25, 0.5 and 0.75; a dashed frame marks the quarters `places`."""
    figure = Figure(figsize=(1.9 * len(pictures) + 0.9, 4.2), layout="constrained")
    panels = figure.subplots(2, len(pictures), squeeze=False)
    for index, place in enumerate(places):
        _picture(panels[0, index], pictures[index], titles[index])
        drawn = _heat(panels[1, index], heats[index], "" if heats[index].any() else "no heat")
        for axes in panels[:, index]:
            _outline(axes, place, heats[index].shape)
    figure.colorbar(drawn, ax=panels[1].tolist(), label="heat", shrink=0.9)
    return figure


def draw_look(net, pages, kinds, classes, number, k):
    """The figure of explore_look and its alt text. number: which page, from 0; k: the class, from 0."""
    page, here = pages[number], kinds[number].tolist()
    hot = heat(net, page, k)
    maps, gradients = maps_and_gradients(net, page[None], k)
    with paddle.no_grad():
        score = net.head(paddle.to_tensor(maps))[0, k].item()
    maps, weights = maps[0], gradients[0].mean((1, 2))
    first = np.argsort(-(weights * maps.mean((1, 2))))[:4]
    figure = Figure(figsize=(9.4, 3.7), layout="constrained")
    axes = figure.subplot_mosaic([["page", "page", "heat", "heat", "a", "b"], ["page", "page", "heat", "heat", "c", "d"]])
    _picture(axes["page"], page, f"page {number}: {', '.join(classes[kind] for kind in here)}")
    figure.colorbar(_heat(axes["heat"], hot, f"{'Grad-CAM' if hot.any() else 'no heat'} for {classes[k]}, score {score:.1f}"), ax=axes["heat"], location="left", label="heat", shrink=0.8)
    if k in here:
        _outline(axes["page"], here.index(k), hot.shape)
        _outline(axes["heat"], here.index(k), hot.shape)
    for name, channel in zip("abcd", first):
        axes[name].imshow(maps[channel], cmap="gray", vmin=0, vmax=float(maps.max()) or 1)
        _finish(axes[name], f"map {channel}\nweight {weights[channel]:+.4f}")
    row, column = centre(hot)
    where = f"{quarters(hot)[here.index(k)]:.0%} of it in the quarter of the {classes[k]}, {PLACES[here.index(k)]}" if k in here else f"though no {classes[k]} is on the page"
    where = f"the heat's centre is at row {row:.0f}, column {column:.0f} of {hot.shape[0]}×{hot.shape[1]}, {where}" if hot.any() else "no heat, as nothing in the maps speaks for it"
    alt = (
        f"Page {number} with {', '.join(f'{classes[kind]} {place}' for kind, place in zip(here, PLACES))}. Grad-CAM for {classes[k]}, score {score:.1f}: {where}. "
        f"The four maps that add most to the score: {', '.join(map(str, first))}."
    )
    return figure, alt


def explore_look(net, pages, kinds, classes):
    """Choose a page and a class and see where a network in two parts looks. pages, kinds: of `pages`; classes: their names."""
    return Explorer(
        {
            "number": IntSlider(value=0, max=len(pages) - 1, description="page", layout=Layout(width="360px")),
            "k": Dropdown(options=[(name, k) for k, name in enumerate(classes)], value=int(kinds[0, 0]), description="class"),
        },
        functools.partial(draw_look, net, pages, kinds, classes),
    )
