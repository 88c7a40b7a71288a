"""Chapter 12: its golden number, what its figures draw, its explorers moved, and the numbers that its prose claims."""

import base64
import re

import matplotlib
import numpy as np
import paddle
import pytest
from chapter_tools import GOLDEN, answers, executed, printed
from paddle import nn

from course import data, nin, plots

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


def test_one_vote_sees_27_pixels(lesson):
    tables = [output.data.get("text/html", "") for cell in executed(NAME).cells for output in cell.get("outputs", []) if "data" in output]
    rows = next(table for table in tables if "Counted for one picture, [1, 3, 32, 32]" in table)
    assert "[1, 10, 8, 8]" in rows and "27×27" in rows and "29×29" not in rows
    # The same asked of the network: a vote changes with the pixels up to 13 away from its centre, and with no other.
    net = lesson["NiN"](10, in_channels=1, width=1 / 8)
    net.eval()
    for parameter in net.parameters():
        parameter.set_value(paddle.full_like(parameter, 0.01))
    pages = np.concatenate([nin.page(np.ones((1, 1, 1, 1)), [(24, column)], 48, 48) for column in range(48)])
    votes = nin.maps_of(net, pages)[:, 0, 6, 6]
    assert np.flatnonzero(votes != votes[0]).tolist() == list(range(24 - 13, 24 + 14))


def test_the_network_learns_and_pages_help():
    first, last = map(float, re.search(r"validation: (\S+) after one epoch, (\S+) after 5", printed(NAME)).groups())
    assert 0.15 < first < 0.4 and 0.8 < last
    assert float(re.search(r"test accuracy: (\S+),", printed(NAME))[1]) > 0.8
    hits = [(float(a), float(b)) for a, b in re.findall(r"label right: (\S+), vote on the digit: (\S+),", printed(NAME))]
    assert len(hits) == 3 and hits[0][0] < 0.3 and min(hits[1]) > 0.75 and min(hits[2]) > 0.75


def test_an_untaught_network_has_opinions_about_an_empty_page():
    means = np.array(re.search(r"means of the maps of an empty page: \[([^\]]+)\]", printed(NAME))[1].split(), dtype=float)
    assert len(means) == 10 and (means > 1).sum() >= 3 and means.max() > 2


def test_the_page_with_a_3_and_a_6():
    means = np.array(re.search(r"\nmeans: \[([^\]]+)\]", printed(NAME))[1].split(), dtype=float)
    assert means.argmax() == 6 and means[6] - means[3] < 0.2 and means[[3, 6]].round(1).tolist() == [5.4, 5.4]


def test_the_costs_compared(lesson):
    found = re.findall(r"(NiN|connected head|VGG): ([\d,]+) parameters, ([\d,]+) MAC", printed(NAME))
    costs = {name: (int(parameters.replace(",", "")), int(macs.replace(",", ""))) for name, parameters, macs in found}
    net = lesson["NiN"](10, in_channels=1, width=1 / 8)
    assert costs["NiN"][0] == sum(parameter.size for parameter in net.parameters())
    assert costs["connected head"][0] - costs["NiN"][0] == lesson["parameters_saved"](24, 2, 2, 10) == 720
    assert costs["connected head"][1] == costs["NiN"][1] and 2 * costs["VGG"][0] < costs["NiN"][0]


def test_no_difference_between_the_heads_beyond_the_spread():
    number = r"(\d\.\d+) ± (\d\.\d+) \(3 seeds\)"
    lines = re.findall(rf"\n([A-Za-z ]+): on the 200 {number}, on the test {number},\n    difference {number}, tests \[([^\]]+)\]", printed(NAME))
    results = {name: ([float(value) for value in values], np.array(tests.split(), dtype=float)) for name, *values, tests in lines}
    assert list(results) == ["NiN", "connected head", "VGG"]
    logistic = re.search(r"logistic regression: on the 200 (\S+), on the test (\S+)", printed(NAME)).groups()
    on_few, on_test = map(float, logistic)
    assert 0.9 < on_test < 0.95 and 0.06 < on_few - on_test < 0.08
    for (few, _, mean, spread, gap, gap_spread), tests in results.values():
        assert 0.08 < gap < 0.11 and 0.005 < gap_spread < 0.035 and abs(few - mean - gap) < 0.002
        assert on_few - on_test < gap and mean < on_test
        assert abs(tests.mean() - mean) < 0.01 and abs(tests.std(ddof=1) - spread) < 0.01
    gaps = np.array([values[4:] for values, _ in results.values()])
    assert np.ptp(gaps[:, 0]) < gaps[:, 1].min()
    (nin_values, _), (connected, tests), (vgg, _) = results.values()
    assert abs(nin_values[2] - connected[2]) < min(nin_values[3], connected[3]) and vgg[2] > connected[2]
    assert np.diff(np.sort(tests))[0] > 0.1


def test_the_maps_drawn():
    maps = np.zeros((3, 2, 4))
    maps[0], maps[1, 1, 2], maps[2, 0, 3] = 1, 9, -5
    figure = nin.maps_figure(np.eye(5), maps, ["a", "b", "c"])
    first, *panels = figure.axes[:4]
    assert np.array_equal(first.images[0].get_array(), np.eye(5))
    for axes, votes in zip(panels, maps, strict=True):
        assert np.array_equal(axes.images[0].get_array(), votes) and axes.images[0].get_clim() == (-5, 9)
    assert [axes.get_title() for axes in panels] == ["a: mean 1.00", "b: mean 1.12", "c: mean -0.62"]
    assert [axes.title.get_fontweight() for axes in panels] == ["normal", "bold", "normal"]
    assert [[line.get_xydata().tolist() for line in axes.lines] for axes in panels] == [[], [[[2, 1]]], []]
    assert [axes.spines["left"].get_linewidth() == 4 for axes in panels] == [False, True, False]
    assert panels[1].spines["left"].get_edgecolor()[:3] == pytest.approx(matplotlib.colors.to_rgb(plots.WINDOW))


def test_the_curves_of_the_heads():
    figure, _ = nin.draw_heads(16, 5, 7)
    curves = {line.get_label(): dict(line.get_xydata().tolist()) for line in figure.axes[0].lines if len(line.get_xydata()) > 2}
    assert {name: curve[5] for name, curve in curves.items()} == {
        "fully connected": 16 * 25 * 7 + 7,
        "with 256 hidden units": 16 * 25 * 256 + 256 + 256 * 7 + 7,
        "1×1 and average": 16 * 7 + 7,
    }


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
