"""Draws docs/cover.png, the picture at the top of the README: `python docs/cover.py`."""

from pathlib import Path

import numpy as np
from matplotlib.figure import Figure
from scipy.signal import correlate2d

from course import data, plots
from course.widgets import KERNELS

CHOSEN = ["vertical edges", "Laplacian, 8 neighbours", "emboss"]


def cover():
    """One photograph, three kernels, and what each of them sees in it."""
    photograph = data.photograph("temple", height=200)
    figure = Figure(figsize=(11, 4.2), layout="constrained")
    grid = figure.add_gridspec(2, 4, height_ratios=[3, 4])
    picture = figure.add_subplot(grid[1, 0])
    picture.imshow(photograph, cmap="gray")
    picture.set_title("a photograph", fontsize=12)
    for column, name in enumerate(CHOSEN, 1):
        kernel = np.array(KERNELS[name])
        numbers = figure.add_subplot(grid[0, column])
        plots.draw_numbers(numbers, kernel)
        response = correlate2d(photograph, kernel, mode="valid")
        limit = np.quantile(np.abs(response), 0.99)
        keeps_brightness = kernel.sum() == 1
        scale = {"cmap": "gray", "vmin": 0, "vmax": 1} if keeps_brightness else {"cmap": "RdBu_r", "vmin": -limit, "vmax": limit}
        seen = figure.add_subplot(grid[1, column])
        seen.imshow(response, **scale)
        seen.set_title(name, fontsize=12)
        seen.set_axis_off()
    picture.set_axis_off()
    words = figure.add_subplot(grid[0, 0])
    words.text(0.5, 0.5, "one small kernel,\neverywhere", ha="center", va="center", fontsize=16)
    words.set_axis_off()
    return figure


if __name__ == "__main__":
    Path(__file__).with_name("cover.png").write_bytes(plots.png(cover()))
