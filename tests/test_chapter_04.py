"""Chapter 04: its golden numbers, the figures and widgets of pooling and activations, the likely mistakes, and what its prose claims."""

import base64
import html
import re

import numpy as np
import paddle
import paddle.nn.functional as F
import pytest
from chapter_tools import CHAPTERS, GOLDEN, answers, executed
from matplotlib.patches import Rectangle
from scipy.special import expit

from course import activation_mistakes, activations, plots, pooling, pooling_mistakes

NAME = "04-pooling-activations"


@pytest.fixture(scope="module")
def solved():
    return answers(NAME)


def printed(name):
    """Everything that an executed solution prints; a kernel that was busy may have sent it in pieces."""
    cells = executed(name).cells
    return "".join(output.text for cell in cells if cell.cell_type == "code" for output in cell.outputs if output.output_type == "stream")


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return html.unescape(alt), base64.b64decode(encoded)


def texts(axes):
    return [text.get_text() for text in axes.texts]


def outlines(axes):
    return [patch.get_xy() for patch in axes.patches if isinstance(patch, Rectangle) and patch.get_linewidth() == 3]


# Golden numbers


def test_chapter_04_has_its_exercises():
    expected = ["pool2d", "global_avg_pool", "relu", "sigmoid", "features", "softmax", "cross_entropy", "gradient_plot", "blur_pool2d"]
    assert CHAPTERS[NAME].exercises() == expected
    tests = [cell for cell in CHAPTERS[NAME].cells if cell.role == "tests"]
    assert len(tests) == 25 and sum(cell.points for cell in tests) == 38


def test_golden_pooling(solved):
    x = np.arange(1.0, 17).reshape(1, 1, 4, 4)
    for id, mode in [("pool.max", "max"), ("pool.avg", "average")]:
        assert solved["pool2d"](x, 2, mode=mode)[0, 0].tolist() == GOLDEN[id]["expected"]
    assert "max:\n [[ 6.  8.]\n [14. 16.]]\naverage:\n [[ 3.5  5.5]\n [11.5 13.5]]" in printed(NAME)


def test_golden_discarded_share(solved):
    x = np.zeros((1, 1, 4, 4))
    assert 1 - solved["pool2d"](x, 2).size / x.size == GOLDEN["pool.discard"]["expected"]
    assert f"discarded: {GOLDEN['pool.discard']['expected']}" in printed(NAME)


def test_golden_derivative_of_the_sigmoid(solved):
    axis = np.linspace(-6, 6, 1201)
    slopes = solved["sigmoid_backward"](np.ones_like(axis), axis)
    assert slopes.max() == GOLDEN["sigmoid.deriv"]["expected"]["max"]
    assert axis[slopes.argmax()] == pytest.approx(GOLDEN["sigmoid.deriv"]["expected"]["argmax"], abs=1e-12)
    assert np.allclose(slopes, 1 / (2 + np.exp(axis) + np.exp(-axis)))
    assert "largest derivative: 0.25 at x = 0.0\nat x = 5: [0.0066]" in printed(NAME)


def test_golden_gradient_of_relu(solved):
    x = np.array(GOLDEN["relu.grad"]["inputs"]["x"])
    assert solved["relu_backward"](np.ones(3), x).tolist() == GOLDEN["relu.grad"]["expected"]
    assert "gradient at 0, -1, 1: [0. 0. 1.]\nleaky ReLU at 0: [1.]" in printed(NAME)


def test_golden_softmax(solved):
    golden = GOLDEN["softmax.123"]
    assert np.allclose(solved["softmax"](np.array(golden["inputs"]["x"])), golden["expected"], atol=1e-6)
    assert "[0.09003057 0.24472848 0.66524094]" in printed(NAME)


# What the prose claims


@pytest.mark.parametrize(
    "line",
    [
        "average, zeros counted: [[[[-1.25, -2.25], [-2.0, -0.75]]]]",
        "max: [-3.4028235e+38 -3.4028235e+38 -3.4028235e+38]\naverage: [nan nan nan]",
        "behind flattening: 250890\nbehind global average pooling: 5130",
        "pixels: 0.067 ± 0.051 unchanged\npooled: 0.352 ± 0.115 unchanged",
        "mean of sigmoids: 0.741   sigmoid of mean: 0.881",
        "between 0.500 and 0.731",
        "as it stands: [nan nan nan] \nPaddle: [0.09  0.245 0.665]",
        "loss: 2.3026   log 10: 2.3026",
        "dz: [[ 0.09003057  0.24472848 -0.33475906]]",
        "softmax once: 0.0000   twice: 1.4612   1.4612",
        "max pooling: 9.91 ± 7.97 percent\nblurred max pooling: 0.00 ± 0.00 percent",
    ],
)
def test_the_notebook_prints_what_its_prose_reads(line):
    assert line in printed(NAME)


def test_convolution_and_even_shifts_are_exactly_equivariant():
    assert printed(NAME).count("largest difference: 0.0\n") == 2


def test_gradients_by_depth_are_as_the_text_says():
    sigmoid, tanh, relu = (activations.gradients_by_depth(name).mean(0) for name in ("sigmoid", "tanh", "ReLU"))
    told = [5e-8, 1.3e-7, 5.4e-7, 2.2e-6, 9.4e-6, 4.2e-5, 1.6e-4, 6.9e-4, 3e-3, 2.4e-2]  # the figure's alt text
    assert np.allclose(sigmoid, told, rtol=0.03)
    assert 0.004 < tanh[:9].min() and tanh[:9].max() < 0.006
    assert 0.0003 < relu.min() and relu.max() < 0.0007


def test_the_answers_of_gradient_plot_can_be_read_from_the_figure(solved):
    sigmoid, tanh = (activations.gradients_by_depth(name).mean(0) for name in ("sigmoid", "tanh"))
    measured = {
        "factor": (sigmoid[9] / sigmoid[0]) ** (1 / 9),
        "first_above_1e-6": int(np.argmax(sigmoid > 1e-6)) + 1,
        "tanh_power": np.log10(tanh[0] / sigmoid[0]),
        "twenty_layers": np.log10(activations.gradients_by_depth("sigmoid", 20).mean(0)[0]),
    }
    for key, tolerance in [("factor", 0.1), ("first_above_1e-6", 0), ("tanh_power", 0.1), ("twenty_layers", 0.2)]:
        assert solved["gradient_plot"][key] == pytest.approx(measured[key], abs=tolerance), key


def test_thirty_layers_are_as_the_text_says():
    tanh, relu = (activations.gradients_by_depth(name, 30).mean(0) for name in ("tanh", "ReLU"))
    assert np.allclose(tanh[:-1], 0.0025, rtol=0.2)
    assert relu.max() < 1e-6 and relu[:-1].max() / relu[:-1].min() < 4


def test_weights_are_the_same_for_every_function():
    leaky, relu = (activations.gradients_by_depth(name, 2, [3]) for name in ("leaky ReLU", "ReLU"))
    assert np.allclose(leaky, relu, rtol=0.05) and not np.array_equal(leaky, relu)


def test_paddle_does_what_the_boxes_say():
    x = paddle.arange(50, dtype="float32").reshape([1, 2, 5, 5])
    assert F.max_pool2d(x, 2).shape == [1, 2, 2, 2] and F.max_pool2d(x, 2, ceil_mode=True).shape == [1, 2, 3, 3]
    assert F.adaptive_avg_pool2d(x, 1).numpy().tolist() == [[[[12.0]], [[37.0]]]]
    assert np.allclose(F.softmax(x).sum(axis=-1), 1) and np.allclose(F.softmax(x, axis=1).sum(axis=1), 1)


def test_the_mean_of_some_digits_changes_by_twice_as_much(solved):
    roomy = np.pad(pooling.load_digits().images, ((0, 0), (4, 4), (4, 4)))[:, None]
    before, after = (solved["pool2d"](x, 2).mean((1, 2, 3)) for x in (roomy, pooling.moved(roomy, 1)))
    assert np.mean(np.abs(after / before - 1) > 0.2) > 0.05


# Figures and widgets of pooling


@pytest.mark.parametrize("mode, expected", [("max", [[1, 3], [5, 6]]), ("average", [[1, 2.5], [3, 4.5]]), ("average, zeros counted", [[0.25, 1.25], [1.5, 4.5]])])
def test_pool_is_paddles(mode, expected):
    x = np.array([[1.0, 2, 3], [5, 4, 6], [2, 7, 1]])
    y = pooling.pool(x, 2, 2, 1, mode)
    assert y[0].tolist() == expected[0] and y[1].tolist() == pytest.approx([5, 7] if mode == "max" else [3.5, 4.5] if mode == "average" else [1.75, 4.5])


def test_moved_fills_with_zeros():
    assert pooling.moved(np.array([[1, 2, 3], [4, 5, 6]]), 1).tolist() == [[0, 1, 2], [0, 4, 5]]
    assert pooling.moved(np.array([[1, 2, 3]]), 0).tolist() == [[1, 2, 3]]


def test_window_figure_marks_the_window_the_padding_and_the_output():
    x = np.array([[-5.0, -9], [-8, -3]])
    left, right = pooling.window_figure(x, 2, 1, 1, "max", 4).axes
    assert texts(left)[:4] == ["-5", "-9", "-8", "-3"] and texts(left)[4:] == ["−∞"] * 12
    assert texts(right) == ["-5", "-5", "-9", "-5", "-3", "-3", "-8", "-3", "-3"]
    assert outlines(left) == [(0, 0)] and outlines(right) == [(1, 1)]
    assert sum(patch.get_hatch() == "///" for patch in left.patches) == 12
    left, _ = pooling.window_figure(x, 2, 1, 1, "average", 0).axes
    assert outlines(left) == [(-1, -1)] and texts(left)[-1] == "–"


def test_explorer_of_pooling_redraws():
    explorer = pooling.explore()
    alt, before = shown(explorer)
    assert alt.endswith("Window 0 begins at row 0, column 0, holds 4 pixels and 0 cells of padding, and gives 6.00.")
    explorer.controls["window"].value = 3
    explorer.controls["mode"].value = "average"
    alt, picture = shown(explorer)
    assert alt.startswith("Average pooling of 'numbers 1 to 16', 4 by 4, with kernel 2, stride 2 and padding 0 gives 2 by 2.") and alt.endswith("and gives 13.50.")
    assert picture != before
    explorer.controls["window"].value = 99  # beyond the last one
    assert "Window 3 begins at row 2, column 2" in shown(explorer)[0]


def test_explorer_of_pooling_tells_what_is_impossible():
    explorer = pooling.explore()
    before = explorer.picture.value
    explorer.controls["padding"].value = 2
    assert "padding 2 is too much for a window of 2" in explorer.message.value and explorer.picture.value == before
    explorer.controls["padding"].value = 0
    explorer.controls["kernel"].value = 5
    assert "a window of 5 does not fit into 4×4 pixels with padding 0" in explorer.message.value
    explorer.controls["padding"].value = 1
    assert explorer.message.value == "" and "gives 1 by 1" in shown(explorer)[0]
    with pytest.raises(ValueError, match="there are 4 windows"):
        pooling.window_figure(np.zeros((4, 4)), 2, 2, 0, "max", 4)


def test_shift_figure_marks_what_stays():
    picture = np.array([[0.0, 5, 5, 1], [0, 2, 5, 0], [0, 0, 0, 3], [0, 0, 0, 0]])
    first, second, before, after = pooling.shift_figure(picture).axes
    assert np.array_equal(first.images[0].get_array(), picture) and np.array_equal(second.images[0].get_array(), pooling.moved(picture, 1))
    assert texts(before) == ["5", "5", "0", "3"] and texts(after) == ["0", "5", "0", "0"]
    assert outlines(before) == outlines(after) == [(1, 0)]
    four = pooling.shift_figure(pooling.load_digits().images[4]).axes
    assert len(outlines(four[2])) == 4 and "11 numbers above 0" in four[2].get_title()


@pytest.mark.parametrize("shape, kernel, stride, padding", [((2, 3, 7, 9), 2, None, 0), ((1, 2, 8, 6), (3, 2), (2, 1), (1, 0)), ((2, 1, 5, 5), 3, 2, 2)])
@pytest.mark.parametrize("mode", ["max", "average"])
def test_solution_and_mistakes_agree_with_paddle(solved, shape, kernel, stride, padding, mode):
    x = np.random.default_rng(0).normal(size=shape)
    y = solved["pool2d"](x, kernel, stride, padding, mode)
    paddles = [[pooling.pool(channel, kernel, stride, padding, mode) for channel in picture] for picture in x]
    assert np.allclose(y, paddles)
    pair = lambda size: (size, size) if isinstance(size, int) else size  # noqa: E731
    assert np.allclose(pooling_mistakes._pool(x, pair(kernel), pair(stride or kernel), pair(padding), mode), y)
    if mode == "average" and padding:
        counted = [[pooling.pool(channel, kernel, stride, padding, "average, zeros counted") for channel in picture] for picture in x]
        known = pooling_mistakes.pool2d(x, kernel, stride, padding, mode)
        assert np.allclose(next(wrong for mistake, wrong in known.items() if "zeros of the padding are counted" in mistake), counted)


def test_no_mistake_of_pooling_is_right_where_it_could_differ(solved):
    x = np.random.default_rng(1).normal(size=(2, 3, 9, 8)) - 2
    for mode in ("max", "average"):
        y = solved["pool2d"](x, (4, 3), (2, 1), (2, 1), mode)
        for mistake, wrong in pooling_mistakes.pool2d(x, (4, 3), (2, 1), (2, 1), mode).items():
            if not any(words in mistake for words in ("rounded up", "whole-number", "finite number", "Pixels that are 0")):  # these need other sizes or numbers
                assert wrong.shape != y.shape or not np.allclose(wrong, y), mistake
    y = solved["blur_pool2d"](x)
    for mistake, wrong in pooling_mistakes.blur_pool2d(x).items():
        assert wrong.shape != y.shape or not np.allclose(wrong, y), mistake


def test_blurred_pooling_keeps_the_mean_under_a_shift(solved):
    x = np.zeros((1, 1, 10, 10))
    x[0, 0, 4, 4] = 16.0
    for columns in range(3):
        y = np.sort(solved["blur_pool2d"](pooling.moved(x, columns)).ravel())
        assert y[-4:].tolist() == [1, 3, 3, 9] and not y[:-4].any()
        assert solved["pool2d"](pooling.moved(x, columns), 2).sum() == 16


# Figures and widgets of activations


@pytest.mark.parametrize(
    "function, value, derivative",
    [("sigmoid", expit(2), expit(2) * expit(-2)), ("tanh", np.tanh(2), 1 - np.tanh(2) ** 2), ("ReLU", 2, 1), ("leaky ReLU", 2, 1)],
)
def test_values_and_derivatives(function, value, derivative):
    values, derivatives = activations.value_and_derivative(function, [2.0])
    assert values == pytest.approx([value]) and derivatives == pytest.approx([derivative])
    if function == "leaky ReLU":
        values, derivatives = activations.value_and_derivative(function, [-2.0], slope=0.1)
        assert values == pytest.approx([-0.2]) and derivatives == pytest.approx([0.1])


def test_activation_figure_draws_both_curves_and_the_dot():
    left, right = activations.activation_figure("sigmoid", 1.0).axes
    for axes, formula in [(left, expit), (right, lambda x: expit(x) * expit(-x))]:
        curve, dot = axes.lines
        assert np.allclose(curve.get_ydata(), formula(curve.get_xdata()))
        assert dot.get_xydata()[0] == pytest.approx([1.0, formula(1.0)])
        hatched = axes.collections[0]
        ends = np.concatenate([path.vertices[:, 0] for path in hatched.get_paths()])
        assert hatched.get_hatch() == "//" and np.abs(ends).min() == pytest.approx(2.89, abs=0.02)  # σ(x)σ(-x) = 0.05 at ±2.887
        assert (axes.get_xlabel(), bool(axes.get_ylabel())) == ("x", True)


def test_explorer_of_activations_redraws_and_refuses():
    explorer = activations.explore()
    assert "value is 0.500 and the derivative 0.250" in shown(explorer)[0]
    explorer.controls["function"].value = "leaky ReLU"
    explorer.controls["x"].value = -3.0
    assert shown(explorer)[0].startswith("Left leaky ReLU") and "value is -0.030 and the derivative 0.010" in shown(explorer)[0]
    assert shown(explorer)[0].endswith("50 percent of the axis.")
    explorer.controls["slope"].value = 0.1
    assert shown(explorer)[0].endswith("0 percent of the axis.")
    before = explorer.picture.value
    explorer.controls["slope"].value = 3
    assert "the slope of leaky ReLU lies between 0 and 1; 3 does not" in explorer.message.value and explorer.picture.value == before


def test_depth_figure_draws_mean_and_spread():
    (axes,) = activations.depth_figure({"tanh": np.array([[1e-2, 1e-1], [3e-2, 1e-1]])}).axes
    assert axes.lines[0].get_xydata().tolist() == [[1, 2e-2], [2, 1e-1]]
    assert axes.get_yscale() == "log" and axes.get_ylabel() == "mean |dW|"
    assert {round(y, 6) for _, y in axes.collections[0].get_paths()[0].vertices} == {0.01, 0.03, 0.1}


def test_explorer_of_depth_redraws_and_refuses():
    explorer = activations.explore_depth()
    alt, before = shown(explorer)
    assert alt == "A network of 10 layers with sigmoid: mean |dW| is 5.1e-08 in layer 1 and 2.4e-02 in layer 10, averaged over five seeds."
    explorer.controls["depth"].value = 4
    explorer.controls["function"].value = "tanh"
    assert shown(explorer)[0].startswith("A network of 4 layers with tanh") and shown(explorer)[1] != before
    with pytest.raises(ValueError, match="at least 2 layers"):
        activations.draw_depth("tanh", 1)


# Likely mistakes


def test_no_mistake_with_scores_is_right(solved):
    rng = np.random.default_rng(2)
    z, labels = 2 * rng.normal(size=(4, 3)), np.array([2, 0, 1, 2])
    right = [(activation_mistakes.softmax(z), solved["softmax"](z)), (activation_mistakes.cross_entropy_backward(z, labels), solved["cross_entropy_backward"](z, labels))]
    for known, y in right:
        assert len(known) >= 9
        for mistake, wrong in known.items():
            assert wrong.shape != y.shape or not np.allclose(wrong, y), mistake
    loss = solved["cross_entropy"](z, labels)
    for mistake, wrong in activation_mistakes.cross_entropy(z, labels).items():
        assert np.ndim(wrong) or "small number" in mistake or not np.isclose(wrong, loss), mistake


def test_the_gradient_of_cross_entropy_is_its_slope(solved):
    rng = np.random.default_rng(3)
    z, labels, step = rng.normal(size=(3, 4)), np.array([1, 3, 0]), 1e-6
    for place in np.ndindex(z.shape):
        up, down = z.copy(), z.copy()
        up[place], down[place] = up[place] + step, down[place] - step
        slope = (solved["cross_entropy"](up, labels) - solved["cross_entropy"](down, labels)) / (2 * step)
        assert solved["cross_entropy_backward"](z, labels)[place] == pytest.approx(slope, abs=1e-8)


def test_solutions_give_no_warning_at_extremes(solved):
    with np.errstate(all="raise", under="ignore"):
        x = np.array([-1000.0, 0, 1000])
        assert solved["sigmoid"](x).tolist() == [0, 0.5, 1]
        assert solved["sigmoid_backward"](np.ones(3), x).tolist() == [0, 0.25, 0]
        assert solved["cross_entropy"](np.array([[1e4, -1e4]]), np.array([1])) == 2e4
        assert solved["softmax"](np.array([1e4, -1e4])).tolist() == [1, 0]


@pytest.mark.parametrize("got, finite", [(np.nan, False), ([1, np.inf], False), (None, True), ("text", True), ([1.0], True)])
def test_refuse_nan(got, finite):
    if finite:
        activation_mistakes.refuse_nan("case", got, "why")
    else:
        with pytest.raises(AssertionError, match="(?s)case.*nan or infinity.*why"):
            activation_mistakes.refuse_nan("case", got, "why")


@pytest.mark.parametrize("value, says", [("?", 'still "\\?"'), ("4", "must be a number"), (None, "must be a number"), (True, "must be a number"), (np.nan, "must be a number")])
def test_read_off_refuses_what_is_no_number(value, says):
    with pytest.raises(AssertionError, match=says):
        activation_mistakes.read_off("plot", {"a": value}, "a")
    assert activation_mistakes.read_off("plot", {"a": np.float32(2)}, "a") == 2


def test_the_curves_of_the_derivatives_reach_what_their_alt_text_says():
    axis = np.linspace(-4, 4, 81)
    figure = plots.curves({name: (axis, activations.value_and_derivative(name, axis)[1]) for name in activations.FUNCTIONS}, "x", "derivative")
    tops = [line.get_ydata().max() for line in figure.axes[0].lines]
    assert tops == pytest.approx([0.25, 1, 1, 1]) and [line.get_ydata()[0] for line in figure.axes[0].lines][2:] == pytest.approx([0, 0.01])
