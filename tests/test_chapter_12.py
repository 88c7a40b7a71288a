"""Chapter 12: its golden number, what its figures draw, its explorers moved, and the numbers that its prose claims."""

import base64
import re

import numpy as np
import paddle
import pytest
from chapter_tools import GOLDEN, answers, printed
from paddle import nn

from course import data, nin

NAME = "12-nin"


@pytest.fixture(scope="module")
def lesson():
    import builtins

    before = dict(vars(builtins))
    builtins.nn = nn
    try:
        yield answers(NAME)
    finally:
        if "nn" not in before:
            del builtins.nn


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


def test_golden_parameters(lesson):
    expected = GOLDEN["nin.cifar"]["expected"]
    assert sum(parameter.size for parameter in lesson["NiN"]().parameters()) == expected == 966_986
    assert f"counted: {expected:,} parameters, 222,486,528 MAC" in printed(NAME)
    assert lesson["parameters_saved"](512, 7, 7, 1000, [4096, 4096]) == 123_129_856


def test_the_means_of_class_maps_are_the_scores(lesson):
    assert "mean, then layer: [[-1.5]]" in printed(NAME)
    assert "layer at each pixel: [ 2.5 -5.5]  then mean: -1.5" in printed(NAME)
    assert float(re.search(r"largest difference: (\S+)\nlabel right", printed(NAME))[1]) < 1e-3


def test_biases_of_1_leave_fewer_classes_silent():
    found = {bias: eval(counts) for bias, counts in re.findall(r"last biases (\d): silent classes (\[[^\]]+\])", printed(NAME))}
    assert sum(n > 0 for n in found["0"]) >= 7 and sum(n > 0 for n in found["1"]) <= 2


def test_the_network_learns_and_pages_help():
    assert float(re.search(r"test accuracy: (\S+),", printed(NAME))[1]) > 0.85
    hits = [(float(a), float(b)) for a, b in re.findall(r"label right: (\S+), vote on the digit: (\S+),", printed(NAME))]
    assert len(hits) == 3 and hits[0][0] < 0.3 and min(hits[1]) > 0.75 and min(hits[2]) > 0.75


def test_the_heads_explorer():
    explorer = nin.explore_heads()
    assert "fully connected 122,890" in shown(explorer)[0] and "average 1,930" in shown(explorer)[0]
    explorer.controls["side"].value = 16
    assert "fully connected 491,530" in shown(explorer)[0] and "average 1,930" in shown(explorer)[0]


def test_the_maps_explorer_moves_and_refuses(lesson):
    paddle.seed(0)
    explorer = nin.explore_maps(lesson["NiN"](10, in_channels=1, width=1 / 32), data.digits(8)[2])
    before = shown(explorer)
    explorer.controls["row"].value = 10
    after = shown(explorer)
    assert "row 10, column 12" in after[0] and after[1] != before[1]
    explorer.controls["row"].value = 18
    assert "does not fit on a page of 24×24" in explorer.message.value and shown(explorer) == after


def test_a_page_holds_the_picture_where_it_is_told():
    page = nin.page(np.full((1, 1, 2, 3), 7.0), [(1, 2)], 4, 6)
    assert page.sum() == 42 and (page[0, 0, 1:3, 2:5] == 7).all()
