"""Chapter 07: its golden numbers, what its figures draw, its explorers moved, and the numbers that its prose claims."""

import ast
import base64
import re

import numpy as np
import pytest
from chapter_tools import CHAPTERS, GOLDEN, answers, executed, printed
from matplotlib.patches import FancyBboxPatch, Rectangle
from scipy.signal import correlate2d
from sklearn.datasets import load_digits

from course import backpropagation, backpropagation_mistakes, budget
from grader.chapter import solution_text

NAME = "07-backpropagation"
X, W, TARGET = np.arange(1, 10).reshape(3, 3), np.array([[0, 1], [2, 3]]), np.array([[24, 31], [44, 47]])
SOFTPLUS, CUBE, KINK = backpropagation.FUNCTIONS
FLOAT64, FLOAT32 = backpropagation.PRECISIONS


@pytest.fixture(scope="module")
def lesson():
    """The functions that the lesson and the solutions define, without anything that the lesson does with them."""
    namespace = {"np": np}
    for cell in CHAPTERS[NAME].cells:
        if cell.kind == "code" and cell.role != "tests":
            body = ast.parse(solution_text(cell)).body
            kept = [node for node in body if isinstance(node, ast.FunctionDef) or isinstance(node, ast.ImportFrom) and node.module == "functools"]
            exec(compile(ast.Module(kept, []), NAME, "exec"), namespace)
    return namespace


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


def texts(axes):
    return [text.get_text() for text in axes.texts]


def numbers(axes):
    """The grid of numbers that draw_numbers has written."""
    written = [float(text) for text in texts(axes)]
    columns = round(axes.get_xlim()[1])
    return np.reshape(written, (-1, columns))


# Golden numbers


def test_golden_convolution_there_and_back(lesson):
    golden = GOLDEN["conv.basic.bias0"]
    x, w = (np.array(golden["inputs"][name], dtype=float)[None, None] for name in "xw")
    y = lesson["conv2d"](x, w, np.zeros(1))
    assert y[0, 0].tolist() == golden["expected"]
    dx, dw, db = lesson["conv2d_backward"](y - TARGET, x, w)
    assert dw[0, 0].tolist() == [[7, 9], [13, 15]] and dx[0, 0].tolist() == [[0, 1, 0], [2, 2, 2], [-2, 1, 6]] and db.tolist() == [2]
    assert "y: [[25, 31], [43, 49]]  loss: 3.0" in printed(NAME)
    assert "dw[0, 0]: 7" in printed(NAME)
    assert "[[ 0  1  0]\n [ 2  2  2]\n [-2  1  6]]" in printed(NAME)


def test_golden_gradient_of_relu(lesson):
    golden = GOLDEN["relu.grad"]
    x = np.array(golden["inputs"]["x"], dtype=float)
    assert lesson["relu_backward"](np.ones(3), x).tolist() == golden["expected"]
    assert "gradient at 0, -1, 1: [0. 0. 1.]" in printed(NAME)


def test_golden_parameters_of_lenet(lesson):
    parameters = lesson["lenet_parameters"](np.random.default_rng(0))
    golden = GOLDEN["lenet5.params"]["expected"]
    assert parameters["w1"].size + parameters["b1"].size == golden["conv1"] and parameters["w2"].size + parameters["b2"].size == golden["conv3"]
    assert sum(value.size for value in parameters.values()) == golden["total"]
    assert "parameters: 61,706" in printed(NAME)


# The numbers of the prose


def test_the_nudge_and_the_steps_are_as_the_prose_says():
    assert "nudge of 0.001: 0.007" in printed(NAME)
    errors = dict(re.findall(r"step (1e-\d\d)  forward off by +(\S+)", printed(NAME)))
    assert float(errors["1e-03"]) == pytest.approx(6e-3, rel=0.01)  # about 6h
    errors = dict(re.findall(r"step (1e-\d\d) .* central by +(\S+)", printed(NAME)))
    assert float(errors["1e-01"]) == pytest.approx(1e-2, rel=0.01)  # h²
    assert abs(float(errors["1e-12"])) > abs(float(errors["1e-03"])) > abs(float(errors["1e-05"]))


def test_a_kink_makes_the_check_cry_wolf():
    assert "at 1e-06: relative difference 0.45" in printed(NAME)
    assert float(re.search(r"at 0.5: relative difference (\S+)", printed(NAME))[1]) < 1e-9


def test_the_whole_network_passes_both_checks():
    by_numbers = re.findall(r"^(\w\d): +(\d+) parameters, largest relative difference (\S+)$", printed(NAME), re.MULTILINE)
    assert [name for name, _, _ in by_numbers] == ["w1", "b1", "w2", "b2", "w3", "b3"]
    assert sum(int(count) for _, count, _ in by_numbers) == 207
    assert all(float(difference) < 1e-6 for _, _, difference in by_numbers)
    by_paddle = re.findall(r"^(\w\d): largest gradient (\S+), difference (\S+)$", printed(NAME), re.MULTILINE)
    assert len(by_paddle) == 6 and all(float(difference) < 1e-15 < float(largest) for _, largest, difference in by_paddle)


def test_the_tempting_gradient_of_batch_normalization_is_wrong():
    wrong = re.search(r"^(\d\.\d+)\n+sums of dx", printed(NAME), re.MULTILINE)
    assert float(wrong[1]) > 1


def test_gradient_descent_finds_the_secret_kernel():
    assert re.search(r"\[\[ 1\. +-?0\. -1\.\]\n \[ 2\. +-?0\. -2\.\]\n \[ 1\. +-?0\. -1\.\]\]", printed(NAME))


def test_losses_begin_at_log_10_and_ten_pictures_are_learned_by_heart():
    starts = [float(loss) for loss in re.findall(r"loss at the start: (\d\.\d+)", printed(NAME))]
    assert len(starts) == 2 and all(abs(loss - np.log(10)) < 0.2 for loss in starts)
    first, last = map(float, re.search(r"loss at the first step: (\S+), at the last: (\S+)", printed(NAME)).groups())
    assert abs(first - np.log(10)) < 0.2 and last < 0.01


def test_the_network_reads_digits_better_than_its_last_layer_alone():
    mean, spread = map(float, re.search(r"over three seeds: (\S+) ± (\S+)", printed(NAME)).groups())
    baseline = float(re.search(r"logistic regression on pixels: +(\S+)", printed(NAME))[1])
    assert 0.96 <= mean <= 0.99 and spread < 0.012  # "about 97"
    assert 0.945 <= baseline < 0.965 and mean > baseline + spread  # "gets 95"


def test_the_first_run_learns_the_kernels_and_accuracies_that_the_prose_names(lesson):
    digits, labels = load_digits(return_X_y=True)
    order = np.random.default_rng(7).permutation(len(digits))
    shapes = {"w1": (16, 1, 3, 3), "b1": (16,), "w2": (32, 16, 3, 3), "b2": (32,), "w3": (128, 10), "b3": (10,)}
    names = {"SHAPES": shapes, "pictures": (digits / 16).astype("float32").reshape(-1, 1, 8, 8), "labels": labels}
    lesson |= names | {"learn": order[:1297], "test": order[1297:], "budget": budget}
    parameters, accuracies = lesson["train"](0)
    assert len(accuracies) == 6 and 0.75 < accuracies[0] < 0.92 and accuracies[-1] > 0.955
    kernels = parameters["w1"][:, 0]
    for number in (0, 3):
        assert kernels[number, 0].sum() < -0.3 and kernels[number, 2].sum() > 0.3  # negative above, positive below
    assert kernels[2, :, 0].sum() > 0.5 and kernels[2, :, 2].sum() < -0.5  # positive on the left, negative on the right


def test_both_speed_ratios_are_printed():
    assert "stopped after" not in printed(NAME)  # the solution is quick enough everywhere
    ratios = re.findall(r"step takes (\d+\.\d+) of the time of Paddle's", printed(NAME))
    assert len(ratios) == 2 and all(float(ratio) > 0 for ratio in ratios)


def test_paddle_gives_ties_to_the_first_maximum_but_max_shares_them():
    import paddle

    ties = np.array([[0.0, 7], [7, 7]])[None, None]
    pooled = backpropagation.paddle_gradients(lambda t: paddle.nn.functional.max_pool2d(t, 2), np.ones((1, 1, 1, 1)), ties)[0]
    assert pooled[0, 0].tolist() == [[0, 1], [0, 0]]
    (shared,) = backpropagation.paddle_gradients(paddle.max, np.array(1.0), np.array([7.0, 7]))
    assert shared.tolist() == [0.5, 0.5]


def test_gradients_add_up_in_paddle_and_tensors_stop_them():
    import paddle

    w = paddle.to_tensor([2.0], stop_gradient=False)
    for _ in range(2):
        (3 * w).sum().backward()
    assert w.grad.numpy().tolist() == [6.0]
    assert paddle.to_tensor([1.0]).stop_gradient and not paddle.nn.Linear(1, 1).weight.stop_gradient


# The forward functions of the lesson


@pytest.mark.parametrize("shape, kernel, stride, padding", [((2, 3, 7, 6), (4, 3, 3, 2), (2, 1), (1, 0)), ((1, 1, 4, 5), (2, 1, 1, 1), 1, 0), ((3, 2, 5, 9), (2, 2, 5, 3), (3, 2), 2)])
def test_conv2d_and_its_gradients_are_paddles(lesson, shape, kernel, stride, padding):
    import paddle.nn.functional as F

    rng = np.random.default_rng(0)
    x, w, b = rng.normal(size=shape), rng.normal(size=kernel), rng.normal(size=kernel[0])
    y = lesson["conv2d"](x, w, b, stride, padding)
    dy = rng.normal(size=y.shape)
    gradients = backpropagation.paddle_gradients(lambda x, w, b: F.conv2d(x, w, b, stride, padding), dy, x, w, b)
    for ours, theirs in zip(lesson["conv2d_backward"](dy, x, w, stride, padding), gradients, strict=True):
        assert np.allclose(ours, theirs, atol=1e-12)


def test_float32_stays_float32(lesson):
    rng = np.random.default_rng(1)
    x, w = rng.random((2, 1, 32, 32)).astype("float32"), rng.random((3, 1, 5, 5)).astype("float32")
    y = lesson["conv2d"](x, w, np.zeros(3, "float32"), 1, 2)
    assert {array.dtype.name for array in [y, *lesson["conv2d_backward"](y, x, w, 1, 2)]} == {"float32"}
    loss, gradients = lesson["lenet_gradients"](lesson["lenet_parameters"](rng), x, np.array([1, 2]))
    assert {array.dtype.name for array in gradients.values()} == {"float32"}


# Figures


def test_the_computational_graph_writes_values_and_gradients():
    figure = backpropagation.computational_graph(X, W, TARGET)
    written = " ".join(texts(figure.axes[0]))
    for part in ["x\n1 2 3\n4 5 6\n7 8 9", "dx\n 0  1  0\n 2  2  2\n-2  1  6", "dw\n 7  9\n13 15", "y\n25 31\n43 49", "dy\n 1  0\n-1  2", "L\n3", "dL\n1"]:
        assert part in written
    assert sum(isinstance(patch, FancyBboxPatch) for patch in figure.axes[0].patches) == 4


def test_the_gradient_so_far_ends_at_the_gradient():
    for stride, padding in [(1, 0), (2, 0), (1, 1), (2, 1)]:
        dy = backpropagation.example_dy(stride, padding)
        dw, dx, _, _ = backpropagation.gradient_so_far(backpropagation.PICTURE, backpropagation.KERNEL, dy, stride, padding, dy.size)
        spread = np.zeros(np.array(backpropagation.PICTURE.shape) + 2 * padding - 2)
        spread[::stride, ::stride] = dy
        padded = np.pad(backpropagation.PICTURE, padding)
        assert np.array_equal(dw, correlate2d(padded, spread, mode="valid"))
        assert np.array_equal(dx, correlate2d(np.pad(spread, 2), backpropagation.KERNEL[::-1, ::-1], mode="valid"))


def test_a_step_of_the_gradient_marks_its_window():
    figure, _ = backpropagation.draw_gradient(2, 1, 5)
    picture, dy, dw, kernel, last, so_far = figure.axes
    assert numbers(dy).tolist() == [[1, -1, 2], [0, 3, -2], [1, 1, -1]]
    assert np.array_equal(numbers(last)[2:5, 2:5], 3 * backpropagation.KERNEL)
    assert np.array_equal(numbers(kernel), backpropagation.KERNEL) and np.array_equal(numbers(picture), np.pad(backpropagation.PICTURE, 1))
    thick = [patch for patch in picture.patches if isinstance(patch, Rectangle) and patch.get_linewidth() == 3]
    assert [patch.get_xy() for patch in thick] == [(2, 2)]


def test_difference_errors_have_their_slopes():
    forward, central = backpropagation.difference_errors(SOFTPLUS, FLOAT64, [1e-2, 1e-3])
    assert forward[0] / forward[1] == pytest.approx(10, rel=0.05)
    assert central[0] / central[1] == pytest.approx(100, rel=0.05)
    assert backpropagation.difference_errors(SOFTPLUS, FLOAT64, [1e-5])[1][0] < 1e-9
    coarse = backpropagation.difference_errors(SOFTPLUS, FLOAT32, 10.0 ** np.arange(-6, 0))[1]
    assert 1e-6 < coarse.min() < 1e-3 and 10.0 ** (np.argmin(coarse) - 6) in (1e-3, 1e-2)
    assert backpropagation.difference_errors(KINK, FLOAT64, [1e-2])[1][0] == pytest.approx(0.45)


def test_the_strip_of_kernels_has_one_scale():
    figure = backpropagation.kernel_strip([[[1, -2]], [[0.5, 0]]], ["a", "b"])
    assert [axes.get_title() for axes in figure.axes[:2]] == ["a", "b"]
    assert [axes.images[0].get_clim() for axes in figure.axes[:2]] == [(-2, 2)] * 2
    assert figure.axes[1].images[0].get_array().tolist() == [[0.5, 0]]


def test_digits_stand_in_a_row_with_titles():
    figure = backpropagation.digit_row(np.ones((2, 8, 8)), ["3", "5, said 6"])
    assert [axes.get_title() for axes in figure.axes] == ["3", "5, said 6"]


# Explorers


def test_stepping_through_the_outputs():
    explorer = backpropagation.explore_gradient()
    before = shown(explorer)
    assert before[0].startswith("Output 3 of 9, at row 0, column 2, has the gradient 2.")
    explorer.controls["step"].value = 9
    alt, picture = shown(explorer)
    assert alt.startswith("Output 9 of 9, at row 2, column 2, has the gradient -1.") and picture != before[1]
    explorer.controls["stride"].value = 2
    assert "there are 4 outputs: choose a step from 1 to 4" in explorer.message.value
    assert shown(explorer)[0] == alt  # the picture stays
    explorer.controls["step"].value = 4
    assert explorer.message.value == "" and shown(explorer)[0].startswith("Output 4 of 4, at row 1, column 1, has the gradient 0.")
    explorer.controls["padding"].value = 1
    assert "of the padded picture" in shown(explorer)[0]


def test_moving_the_step_of_the_difference():
    explorer = backpropagation.explore_step_size()
    before = shown(explorer)
    assert "At the step 1e-2 the central difference is wrong by 1.9e-06" in before[0]
    explorer.controls["exponent"].value = -10
    alt, picture = shown(explorer)
    assert "At the step 1e-10" in alt and picture != before[1]
    explorer.controls["precision"].value = FLOAT32
    assert "by 1.0e+00" in shown(explorer)[0]  # the step is lost in rounding
    explorer.controls["function"].value = KINK
    assert "ReLU" in shown(explorer)[0]


@pytest.mark.parametrize("settings, says", [((SOFTPLUS, FLOAT64, 0), "between 10^-12 and 10^-1"), (("sine", FLOAT64, -3), "choose a function")])
def test_impossible_settings_are_told(settings, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        backpropagation.draw_step_size(*settings)


# What tests are helped by


def test_likely_mistakes_differ_from_the_right_gradients():
    rng = np.random.default_rng(0)
    x, w, dy = rng.normal(size=(2, 3, 7, 6)), rng.normal(size=(2, 3, 3, 2)), rng.normal(size=(2, 2, 3, 3))
    import paddle.nn.functional as F

    right = backpropagation.paddle_gradients(lambda x, w, b: F.conv2d(x, w, b, 2, (0, 0)), dy, x, w, np.zeros(2))
    for name, gradient in zip(["dx", "dw", "db"], right):
        for mistake, wrong in backpropagation_mistakes.convolution(dy, x, w, 2)[name].items():
            assert np.shape(wrong) != gradient.shape or not np.allclose(wrong, gradient), mistake
    gamma = rng.normal(size=3)
    dy = rng.normal(size=x.shape)
    right = dict(zip(["dx", "dgamma", "dbeta"], answers(NAME)["batch_norm_backward"](dy, x, gamma, 0.3)))
    for name, table in backpropagation_mistakes.batch_norm(dy, x, gamma, 0.3).items():
        for mistake, wrong in table.items():
            assert np.shape(wrong) != right[name].shape or not np.allclose(wrong, right[name]), mistake


def test_while_work_is_graded_the_speeds_are_measured_once(monkeypatch):
    monkeypatch.setenv("COURSE_BUDGET", "grading")
    calls = []
    assert backpropagation.speed_ratio(lambda: calls.append("ours"), lambda: sum(range(10000))) < 1
    assert calls == ["ours"]


def test_the_solution_shows_thirteen_pictures():
    outputs = [output for cell in executed(NAME).cells if cell.cell_type == "code" for output in cell.outputs]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 13
