"""Chapter 0: what it says of the installation and of the temple is so."""

import importlib.metadata

import numpy as np
import pytest
from chapter_tools import printed

from course import data, start

TEMPLE = data.photograph("temple")


def test_the_installation_is_told(capsys):
    start.check_installation()
    said = capsys.readouterr().out
    for name in start.PACKAGES:
        assert f"{name} {importlib.metadata.version(name)}\n" in said
    assert "Paddle and NumPy compute the same: yes" in said and "MISSING" not in said


def test_a_missing_package_is_told_with_the_remedy():
    assert start.version("no-such-package").startswith("is MISSING.") and start.version("no-such-package").endswith("constraints.txt no-such-package")


def test_the_notebook_prints_the_temples_shape_and_range():
    assert "(160, 240) 0.0 0.996\n" in printed("00-start-here")
    assert TEMPLE.shape == (160, 240) and (TEMPLE.min(), TEMPLE.max()) == (0, 254 / 255)


def test_with_three_tenths_more_the_sky_is_white_that_was_darker_at_the_left():
    sky = TEMPLE[:20]  # the rows above the temple's top
    assert ((sky + 0.3) >= 1).mean() > 0.9 and sky[:, :60].mean() < sky[:, -60:].mean() - 0.1


@pytest.mark.parametrize("amount, mean, cut", [(0.0, TEMPLE.mean(), 0), (1.0, 1, (TEMPLE > 0).mean()), (-1.0, 0, (TEMPLE < 1).mean())])
def test_the_explorer_tells_what_is_cut_off(amount, mean, cut):
    _, alt = start.draw_brightness("temple", amount)
    assert f"{amount:+.1f} added to every pixel; the mean is {mean:.2f}, and {100 * cut:.0f} % of the pixels" in alt


def test_the_explorer_moves():
    explorer = start.explore_brightness()
    before = explorer.picture.value
    explorer.controls["amount"].value = -0.5
    assert "-0.5 added" in explorer.picture.value and explorer.picture.value != before
    dark = np.clip(TEMPLE - 0.5, 0, 1)
    assert f"the mean is {dark.mean():.2f}" in explorer.picture.value
