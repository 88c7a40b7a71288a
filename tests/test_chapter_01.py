"""Chapter 01: the numbers of tests/golden.json that are its own."""

import numpy as np
import pytest
from chapter_tools import CHAPTERS, GOLDEN, answers, printed
from scipy.signal import correlate2d

from course import data

NAME = "01-convolution"


def test_chapter_01_is_worth_at_least_20_points_in_10_test_cells():
    tests = [cell for cell in CHAPTERS[NAME].cells if cell.role == "tests"]
    assert len(tests) >= 10 and sum(cell.points for cell in tests) >= 20
    assert {"conv2d", "true_conv2d", "output_size"} <= set(CHAPTERS[NAME].exercises())


@pytest.mark.parametrize("id", ["conv.basic.bias0", "conv.basic.bias1"])
def test_golden_convolution(id):
    inputs = GOLDEN[id]["inputs"]
    y = answers(NAME)["conv2d"](np.array(inputs["x"]), np.array(inputs["w"]), inputs["bias"])
    assert y.tolist() == GOLDEN[id]["expected"]


def test_golden_true_convolution():
    inputs = GOLDEN["conv.trueconv"]["inputs"]
    y = answers(NAME)["true_conv2d"](np.array(inputs["x"]), np.array(inputs["w"]))
    assert y.tolist() == GOLDEN["conv.trueconv"]["expected"]
    assert "[[11 17]\n [29 35]]" in printed(NAME)


def test_golden_output_sizes_without_padding():
    output_size = answers(NAME)["output_size"]
    assert output_size(4, 3) == GOLDEN["outsize.4,3"]["expected"]
    assert output_size(32, 3) == GOLDEN["outsize.32,3"]["expected"] == GOLDEN["outsize.narrow"]["expected"]


def test_golden_parameters_of_full_connection():
    dense_parameters = answers(NAME)["dense_parameters"]
    assert dense_parameters([32 * 32, 1]) == GOLDEN["fc.params32"]["expected"]
    assert dense_parameters([3072, 4096, 4096, 10]) == GOLDEN["mlp004"]["expected"]["with_bias"]
    assert f"parameters of one unit: {GOLDEN['fc.params32']['expected']}" in printed(NAME)


def test_golden_vertical_edge():
    golden = GOLDEN["edge.vertical"]
    edges = correlate2d(data.half_bright(50, 50, 30), [golden["inputs"]["kernel"]], mode="valid")
    assert list(edges.shape) == golden["expected"]["shape"]
    assert np.unique(np.nonzero(edges)[1]).tolist() == golden["expected"]["nonzero_cols"]
    assert set(edges[:, golden["expected"]["nonzero_cols"]].ravel()) == {golden["expected"]["value"]}
    assert "shape: (50, 48)\ncolumns that are not zero: [28 29]\nlargest value: 1.0" in printed(NAME)


def test_golden_laplacian():
    assert str(np.array(GOLDEN["laplacian.sum"]["expected"])) in printed(NAME)
