"""Figures are tested by what they draw: numbers, positions, labels."""

import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from course import plots

PICTURE = np.array([[1.0, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]])
KERNEL = np.array([[1.0, 0], [0, -2]])


def texts(axes):
    return [text.get_text() for text in axes.texts]


def test_pictures_draw_the_arrays_with_titles_and_labels():
    figure = plots.pictures([PICTURE, -PICTURE], ["plain", "negative"])
    first, second = figure.axes[:2]
    assert np.array_equal(first.images[0].get_array(), PICTURE)
    assert np.array_equal(second.images[0].get_array(), -PICTURE)
    assert [first.get_title(), second.get_title()] == ["plain", "negative"]
    assert (first.get_xlabel(), first.get_ylabel()) == ("column", "row")
    assert first.images[0].get_clim() == (0, 12)
    low, high = second.images[0].get_clim()
    assert low == -high  # zero is white in the middle


def test_pictures_want_a_title_each():
    with pytest.raises(ValueError):
        plots.pictures([PICTURE, PICTURE], ["only one"])


def test_number_grids_write_every_number():
    figure = plots.number_grids([[[1, -0.5], [1 / 3, 0]], [[7]]], ["a", "b"], signs="=")
    assert texts(figure.axes[0]) == ["1", "-0.5", "0.33", "0", "="]
    assert texts(figure.axes[1]) == ["7"]


def test_convolution_step_shows_the_window_the_products_and_their_sum():
    figure = plots.convolution_step(PICTURE, KERNEL, step=4)  # second row of positions, second column
    axes = {label: axis for label, axis in zip(["picture", "output", "patch", "kernel", "products"], figure.axes)}
    assert texts(axes["patch"]) == ["6", "7", "10", "11"]
    assert texts(axes["kernel"]) == ["1", "0", "0", "-2"]
    assert texts(axes["products"]) == ["6", "0", "0", "-22"]
    assert axes["products"].get_title() == "= products, sum -16"
    window = next(patch for patch in axes["picture"].patches if isinstance(patch, Rectangle))
    assert (window.get_xy(), window.get_width(), window.get_height()) == ((0.5, 0.5), 2, 2)
    so_far = axes["output"].images[0].get_array().filled(np.nan)
    assert np.array_equal(so_far, [[-11, -12, -13], [-15, -16, np.nan]], equal_nan=True)


@pytest.mark.parametrize("step", [-1, 6])
def test_convolution_step_refuses_steps_that_do_not_exist(step):
    with pytest.raises(ValueError, match="between 0 and 5"):
        plots.convolution_step(PICTURE, KERNEL, step)


def test_a_kernel_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="4 by 1 does not fit into a picture of 3 by 4"):
        plots.convolution_step(PICTURE, np.ones((4, 1)), 0)


def test_parameter_growth_draws_both_counts():
    dense, kernel = plots.parameter_growth([8, 32], kernel_size=3).axes[0].lines
    assert dense.get_xydata().tolist() == [[8, 65], [32, 1025]]
    assert kernel.get_xydata().tolist() == [[8, 10], [32, 10]]


def test_curves_draw_the_values_with_gaps_and_bands():
    figure = plots.curves({"a": ([1, 10], [3.0, np.inf]), "b": ([1, 10], [5.0, 7.0], np.array([1.0, 2.0]))}, "rate", "loss", log_x=True)
    (axes,) = figure.axes
    first, second = axes.lines
    assert np.array_equal(first.get_xydata(), [[1, 3], [10, np.nan]], equal_nan=True)
    assert second.get_ydata().tolist() == [5, 7]
    assert {tuple(point) for point in axes.collections[0].get_paths()[0].vertices} >= {(1, 4), (1, 6), (10, 5), (10, 9)}
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_xscale(), axes.get_yscale()) == ("rate", "loss", "log", "linear")
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["a", "b"]
    (whole,) = plots.curves({"a": ([1, 2, 3], [1, 2, 3])}, "layer", "loss").axes
    assert [tick % 1 for tick in whole.get_xticks()] == [0] * len(whole.get_xticks())  # no layer 1.5
    looks = {(line.get_color(), line.get_linestyle(), line.get_marker()) for line in axes.lines}
    assert all(len({look[part] for look in looks}) == 2 for part in range(3))


def test_a_picture_carries_alt_text_in_html_and_in_metadata():
    figure = plots.number_grids([[[1]]], ["one"])
    data, metadata = plots.show(figure, alt='the "number" one')._repr_mimebundle_()
    assert metadata["image/png"] == {"alt": 'the "number" one', "width": round(88 * figure.get_figwidth())}
    assert data["text/html"].startswith('<img alt="the &quot;number&quot; one" width=')
    assert data["image/png"] in data["text/html"]
    assert data["text/plain"] == 'the "number" one'
    with pytest.raises(ValueError, match="alt text"):
        plots.show(figure, alt=" ")


def test_png_keeps_the_colours():
    red = np.zeros((40, 40, 3))
    red[:, :20] = [0.8, 0.1, 0.2]
    figure = Figure(figsize=(2, 2))
    figure.add_axes((0, 0, 1, 1)).imshow(red, aspect="auto")
    pixels = np.asarray(Image.open(io.BytesIO(plots.png(figure))).convert("RGB"))
    assert pixels.shape == (200, 200, 3)
    assert np.abs(pixels[100, 50] - [204, 26, 51]).max() <= 1
    assert pixels[100, 150].max() == 0


def test_while_work_is_graded_a_picture_is_told_and_not_drawn(monkeypatch):
    monkeypatch.setenv("COURSE_BUDGET", "grading")
    monkeypatch.setattr(plots, "png", None)
    data, metadata = plots.show(Figure(), alt="two <bars>")._repr_mimebundle_()
    assert metadata == {} and set(data) == {"text/html", "text/plain"}
    assert data["text/plain"] == "A picture, not drawn while grading: two <bars>" and data["text/html"].endswith("two &lt;bars&gt;</p>")
