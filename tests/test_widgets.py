"""Widgets are thin: moving a control must draw what the pure functions draw, and bad input must be told, not raised."""

import base64
import re

import numpy as np
import pytest

from course import data, plots, widgets


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


@pytest.mark.parametrize(
    "text, kernel",
    [
        ("1 0 -1", [[1, 0, -1]]),
        ("1/9 1/9\n0.5,2", [[1 / 9, 1 / 9], [0.5, 2]]),
        ("\n 1 \n\n -2.5e1 \n", [[1], [-25]]),
    ],
)
def test_kernels_are_read_from_text(text, kernel):
    assert np.array_equal(widgets.parse_kernel(text), kernel)


@pytest.mark.parametrize(
    "text, says",
    [
        ("", "type a kernel"),
        ("1 2 3\n4 5", "row 2 has 2 numbers, row 1 has 3"),
        ("1 2\n3 x", "row 2: 'x' is no number"),
        ("1/0", "row 1: '1/0' is no number"),
        ("nan", "row 1: 'nan' is no number"),
        ("1e999", "row 1: '1e999' is no number"),
    ],
)
def test_what_is_no_kernel_is_told(text, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        widgets.parse_kernel(text)


@pytest.mark.parametrize("name", widgets.KERNELS)
def test_kernels_survive_writing_and_reading(name):
    assert np.allclose(widgets.parse_kernel(widgets.kernel_text(widgets.KERNELS[name])), widgets.KERNELS[name])


def test_step_kernel_redraws_at_every_step():
    explorer = widgets.step_kernel()
    explorer.controls["step"].value = 0
    before = shown(explorer)
    explorer.controls["step"].value = 17
    alt, picture = shown(explorer)
    image = data.photograph("temple", height=12).round(1)
    total = (image[1:4, 1:4] * np.array(widgets.KERNELS["vertical edges"])).sum()
    assert alt.endswith(f"corner at row 1, column 1; the nine products add up to {total:.2f}.")
    assert picture != before[1]


def test_step_kernel_reaches_the_last_position_of_both_photographs():
    explorer = widgets.step_kernel()
    explorer.controls["step"].value = explorer.controls["step"].max
    for name in data.PHOTOGRAPHS:
        explorer.controls["picture"].value = name
        assert "corner at row 9, column 15" in shown(explorer)[0]


def test_choose_kernel_follows_the_preset_and_the_typed_text():
    explorer = widgets.choose_kernel()
    preset = explorer.children[0]
    preset.value = "identity"
    assert explorer.controls["kernel"].value == "0 0 0\n0 1 0\n0 0 0"
    low, high = data.photograph("temple")[1:-1, 1:-1].min(), data.photograph("temple")[1:-1, 1:-1].max()
    assert f"lies between {low:.2f} and {high:.2f}" in shown(explorer)[0]
    explorer.controls["kernel"].value = "-1"
    assert f"lies between {-data.photograph('temple').max():.2f} and" in shown(explorer)[0]


def test_bad_input_is_told_and_the_picture_stays():
    explorer = widgets.choose_kernel()
    before = explorer.picture.value
    explorer.controls["kernel"].value = "1 2\n3"
    assert "row 2 has 1 numbers" in explorer.message.value and 'role="alert"' in explorer.message.value
    assert explorer.picture.value == before
    explorer.controls["kernel"].value = "<b>"
    assert "&lt;b&gt;" in explorer.message.value and "<b>" not in explorer.message.value
    explorer.controls["kernel"].value = "1 2"
    assert explorer.message.value == "" and explorer.picture.value != before


def test_a_still_picture_stands_in_where_widgets_do_not_run():
    bundle, metadata = widgets.choose_kernel()._repr_mimebundle_()
    figure, alt = widgets.draw_choice("temple", widgets.kernel_text(widgets.KERNELS["vertical edges"]))
    assert base64.b64decode(bundle["image/png"]) == plots.png(figure)
    assert metadata["image/png"]["alt"] == alt
    assert bundle["text/plain"] == alt
    assert "application/vnd.jupyter.widget-view+json" in bundle
