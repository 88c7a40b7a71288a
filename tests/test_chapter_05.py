"""Chapter 05: its numbers of tests/golden.json, its figures and explorations, and what its prose says they show."""

import base64
import re

import numpy as np
import paddle
import pytest
from chapter_tools import CHAPTERS, GOLDEN, answers, executed, printed

from course import normalization, plots
from course import normalization_mistakes as mistakes

NAME = "05-batchnorm"
pytestmark = pytest.mark.filterwarnings("ignore:When training, we now always track")
RNG = np.random.default_rng(0)


def prose():
    return " ".join(cell.source for cell in CHAPTERS[NAME].cells if cell.kind == "markdown").replace("\n", " ")


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


def test_golden_example():
    expected = GOLDEN["bn.example"]["expected"]
    x = np.array(GOLDEN["bn.example"]["inputs"]["x"])
    y, mean, variance = answers(NAME)["batch_norm_train"](x, np.ones(2), np.zeros(2))
    assert np.allclose(mean, expected["mean"], atol=1e-12) and np.allclose(variance, expected["var_biased"], atol=1e-12)
    assert np.allclose(y, expected["paddle_eps1e-5"], atol=1e-6)
    assert np.allclose(answers(NAME)["batch_norm_train"](x, np.ones(2), np.zeros(2), 0.0)[0], expected["xhat_eps0"], atol=1e-12)
    running = answers(NAME)["running_statistics"]([x])
    assert np.allclose(running, [expected["running_mean_after_1"], expected["running_var_after_1"]], atol=1e-12)
    text = printed(NAME)
    assert "mean: [3. 6.]  variance: [ 2.6667 10.6667]  its root: [1.633 3.266]\n[[-1.2247 -1.2247]\n [ 0.      0.    ]\n [ 1.2247  1.2247]]" in text
    assert "at the start: [0. 0.] [1. 1.]\n" in text and "after a batch: [0.3 0.6] [1.1667 1.9667]" in text
    by_paddle = re.search(r"at the start:.*\n(\[\[[^\n]+\n[^\n]+\n[^\n]+\]\])\nafter a batch", text)[1]
    assert np.allclose(np.fromstring(re.sub(r"[\[\]]", " ", by_paddle), sep=" ").reshape(3, 2), expected["paddle_eps1e-5"], atol=1e-6)


def test_golden_one_two_three():
    expected = GOLDEN["bn1d.123"]["expected"]
    y, mean, variance = answers(NAME)["batch_norm_train"](np.arange(1.0, 10).reshape(3, 3), np.ones(3), np.zeros(3))
    assert np.allclose(y, expected["paddle"], atol=1e-6)
    assert mean[0] == expected["mean_col0"] and np.sqrt(variance[0]) == pytest.approx(expected["std_col0"], abs=1e-12)
    assert "mean of the first column: 4.0\nits standard deviation: 2.4495  its variance: 6.0\n[[-1.2247 -1.2247 -1.2247]\n" in printed(NAME)


def test_golden_random_pictures():
    expected = GOLDEN["bn2d.seed100"]["expected"]
    x = np.random.RandomState(100).rand(2, 3, 3, 3)
    y, mean, variance = answers(NAME)["batch_norm_train"](x, np.ones(3), np.zeros(3))
    assert np.allclose(x[0, 0, 0], expected["x[0,0,0]"], atol=1e-6) and np.allclose(y[0, 0, 0], expected["y[0,0,0]"], atol=1e-5)
    assert np.allclose(mean, expected["mean"], atol=1e-6) and np.allclose(variance, expected["var"], atol=1e-6)
    assert "mean: [0.418369 0.491364 0.538374]\nvariance: [0.091823 0.110371 0.084795]" in printed(NAME)
    assert "first row of x: [0.543405 0.278369 0.424518]  normalized: [ 0.41261 -0.46198  0.02029]" in printed(NAME)


def test_the_layers_of_the_solutions_behave_as_paddles():
    layer, theirs = answers(NAME)["BatchNorm2D"](3, momentum=0.8), paddle.nn.BatchNorm2D(3, momentum=0.8)
    for n in (4, 2):
        x = RNG.normal(size=(n, 3, 2, 5)).astype("float32") * 2 + n
        assert np.allclose(layer(x), theirs(paddle.to_tensor(x)).numpy(), atol=1e-5)
    assert np.allclose(layer.running_mean, theirs._mean.numpy(), atol=1e-5)
    assert np.allclose(layer.running_variance, theirs._variance.numpy(), atol=1e-5)
    layer.eval(), theirs.eval()
    assert np.allclose(layer(x), theirs(paddle.to_tensor(x)).numpy(), atol=1e-5)


def test_the_layer_with_bugs_is_the_published_one_and_fails_everywhere():
    code = re.search(r"```python\n(class BatchNorm1D.*?)```", "\n".join(cell.source for cell in CHAPTERS[NAME].cells if cell.kind == "markdown"), re.DOTALL)[1]
    tests = [cell.source for cell in CHAPTERS[NAME].cells if cell.role == "tests" and cell.exercise == "batch_norm_1d"]
    for source in tests:
        namespace = {"np": np, "In": []}
        exec(code, namespace)
        with pytest.raises(AssertionError):
            exec(re.split("### BEGIN HIDDEN", source)[0], namespace)
    assert len(tests) == 4


def test_one_value_per_channel_is_copied_by_paddle():
    """What section 5.4 says of Paddle 3.3.1."""
    layer = paddle.nn.BatchNorm2D(2)
    layer.weight.set_value(np.full(2, 5, dtype="float32"))
    x = np.array([1.5, -2], dtype="float32").reshape(1, 2, 1, 1)
    assert np.array_equal(layer(paddle.to_tensor(x)).numpy(), x) and layer._mean.numpy().tolist() == [0, 0]
    assert "[[ 1. -2.  3.]]  running mean: [0. 0. 0.]" in printed(NAME)


def test_parameters_hold_the_running_statistics():
    layer = paddle.nn.BatchNorm1D(7)
    held = answers(NAME)["batch_norm_numbers"]([20, 7])
    assert held["in_parameters"] == sum(parameter.size for parameter in layer.parameters())
    assert held["trained"] == sum(parameter.size for parameter in layer.parameters() if not parameter.stop_gradient)


def test_what_is_said_about_bias_and_size_of_weights():
    text = printed(NAME)
    changed, bias, weights, tenfold = (
        float(re.search(rf"largest {what}: (\S+)", text)[1])
        for what in ("change of the output", "gradient of the bias", "gradient of the weights", "change, weights times ten")
    )
    assert changed < 2e-6 and weights > 1e6 * bias and 1e-6 < tenfold < 1e-4


def test_what_is_said_about_learning_rates():
    rows = re.findall(r"^with(?:out)? batch norm: \[([^]]*)\] ± \[([^]]*)\]", printed(NAME), re.MULTILINE)
    (plain, plain_spread), (normalized, spread) = ([np.array(part.split(), dtype=float) for part in row] for row in rows)
    assert plain.argmax() == 1 and abs(plain[1] - 0.76) < 0.03 and abs(plain[2] - 0.70) < 0.06 and plain_spread[2] > 0.1
    assert (plain[3:] < 0.12).all() and (plain_spread[3:] < 0.03).all()
    assert np.allclose(normalized, [0.88, 0.97, 0.97, 0.95, 0.90], atol=0.03) and (spread < 0.06).all()
    assert (normalized > plain).all()
    shares = np.bincount(normalization.digits()[3]) / 500
    assert 0.07 < shares.min() and shares.max() < 0.13  # what calling every picture the same digit gives


def test_the_compared_networks_begin_with_the_same_weights():
    """What section 5.8 says of its two networks, built by the chapter's own cell."""
    source = next(cell.source for cell in CHAPTERS[NAME].cells if cell.kind == "code" and cell.source.startswith("def build("))
    namespace = {"nn": paddle.nn}
    exec(source, namespace)
    weights = []
    for normalized in (False, True):
        paddle.seed(3)
        layers = [layer for layer in namespace["build"](normalized) if isinstance(layer, paddle.nn.Linear)]
        weights.append([layer.weight.numpy() for layer in layers])
    assert len(weights[0]) == 5 and all(np.array_equal(a, b) for a, b in zip(*weights, strict=True))


def test_digits_are_split_once_and_cannot_be_changed():
    x, labels, x_test, labels_test = normalization.digits()
    assert x.shape == (1297, 64) and x_test.shape == (500, 64) and x.dtype == np.float32
    assert (x.min(), x.max()) == (0, 1) and set(labels) == set(labels_test) == set(range(10))
    assert not {tuple(row) for row in x} & {tuple(row) for row in x_test}
    with pytest.raises(ValueError):
        x[0] = 1


def test_spread_is_multiplied_by_the_gain_in_every_layer():
    level, small = normalization.spread_by_layer(1.0), normalization.spread_by_layer(0.6)
    assert np.allclose(small, level * 0.6 ** np.arange(1, 11), rtol=1e-9)
    assert f"after layer 1: {small[0]:.3f}  after layer 10: {small[-1]:.4f}" in printed(NAME)
    assert small[0] / small[-1] == pytest.approx(170, rel=0.05)
    for gain in (0.4, 1.0, 2.0):
        assert np.allclose(normalization.spread_by_layer(gain, depth=20, normalized=True), 0.6, atol=0.05)


def test_standardize_gives_mean_0_and_variance_1():
    z = normalization.standardize(RNG.normal(size=(50, 3)) * 7 + 3)
    assert np.allclose(z.mean(axis=0), 0, atol=1e-12) and np.allclose(z.var(axis=0), 1, atol=1e-5)


def test_scale_draws_both_lines():
    figure, alt = normalization.draw_scale(1.5, 4)
    plain, normalized = figure.axes[0].lines
    assert np.allclose(plain.get_ydata(), normalization.spread_by_layer(1.5, 4)) and plain.get_xdata().tolist() == [1, 2, 3, 4]
    assert np.allclose(normalized.get_ydata(), normalization.spread_by_layer(1.5, 4, normalized=True))
    assert figure.axes[0].get_yscale() == "log" and "weights 1.5 times" in alt and "in layer 4" in alt


def test_explore_scale_redraws():
    explorer = normalization.explore_scale()
    alt, picture = shown(explorer)
    assert "from 0.477 in layer 1 to 0.00277 in layer 10" in alt
    explorer.controls["gain"].value = 1.5
    assert "weights 1.5 times" in shown(explorer)[0] and "to 26.4 in layer 10" in shown(explorer)[0] and shown(explorer)[1] != picture
    explorer.controls["depth"].value = 3
    assert "over 3 layers" in shown(explorer)[0]


def test_shared_cells_marks_one_column_and_one_channel():
    left, right = normalization.shared_cells(n=4, channels=3, height=2, width=2, chosen=1).axes
    for axes, cells, marked in ((left, 12, 4), (right, 48, 16)):
        hatched = [patch for patch in axes.patches if patch.get_hatch()]
        assert (len(axes.patches), len(hatched)) == (cells, marked)
        assert f"{marked} values share a mean" in axes.get_title()
    assert {patch.get_x() for patch in right.patches if patch.get_hatch()} == {2.7, 3.7}
    with pytest.raises(ValueError, match="between 0 and 2, not 3"):
        normalization.shared_cells(4, 3, 2, 2, 3)


def test_the_numpy_network_learns_by_its_gradient():
    """A step of the layer against differences of the loss: weights, gamma and beta, with batch norm and without."""
    for activation, normalized in (("sigmoid", True), ("ReLU", True), ("sigmoid", False)):
        rng = np.random.default_rng(3)
        layer = normalization._Layer(3, 4, rng, activation, normalized, last=False)
        layer.gamma, layer.beta = rng.normal(size=4), rng.normal(size=4)
        x, d = rng.normal(size=(6, 3)), rng.normal(size=(6, 4))
        names = ["w", "b"] + (["gamma", "beta"] if normalized else [])
        before = {name: getattr(layer, name).copy() for name in names}
        slopes = {}
        for name in names:
            slopes[name] = np.zeros_like(before[name])
            for index in np.ndindex(before[name].shape):
                sides = []
                for step in (1e-6, -1e-6):
                    moved = before[name].copy()
                    moved[index] += step
                    setattr(layer, name, moved)
                    sides.append((layer.forward(x) * d).sum())
                slopes[name][index] = (sides[0] - sides[1]) / 2e-6
            setattr(layer, name, before[name])
        layer.forward(x)
        layer.backward(d, 1.0)
        for name in names:
            assert np.allclose(before[name] - getattr(layer, name), slopes[name], atol=1e-5), (activation, normalized, name)


def test_training_is_the_same_each_time():
    normalization.train.cache_clear()
    losses, accuracy = normalization.train(16, 0.3, "ReLU", True, 0)
    normalization.train.cache_clear()
    again, accuracy_again = normalization.train(16, 0.3, "ReLU", True, 0)
    assert np.array_equal(losses, again) and accuracy == accuracy_again and len(losses) == normalization.STEPS
    assert losses[0] > 2 and losses[-10:].mean() < 1


@pytest.mark.parametrize(
    "batch_size, rate, activation, plain, normalized",
    [(32, 1.0, "ReLU", (5, 14), (92, 99)), (8, 1.0, "ReLU", (5, 14), (66, 86)), (2, 1.0, "ReLU", (5, 14), (8, 20))]
    + [(32, rate, "sigmoid", (5, 14), (50, 99)) for rate in (0.03, 0.1, 0.3, 3.0)]
    + [(32, 0.01, "sigmoid", (5, 14), (20, 99)), (32, 1.0, "sigmoid", (5, 14), (92, 99))],
)
def test_what_is_said_about_batch_size(batch_size, rate, activation, plain, normalized):
    figure, alt = normalization.draw_stability(batch_size, rate, activation)
    percents = [int(text) for text in re.findall(r"(\d+) ± \d+ % of new digits are right", alt)]
    assert plain[0] <= percents[0] <= plain[1] and normalized[0] <= percents[1] <= normalized[1]
    assert f"with batch norm: {percents[1]} ±" in figure.axes[0].get_legend_handles_labels()[1][1]
    without, with_norm = figure.axes[0].lines
    assert without.get_xdata().tolist() == list(range(10, 201, 10))
    runs = [normalization.train(batch_size, rate, activation, True, seed)[0] for seed in normalization.SEEDS]
    assert np.allclose(with_norm.get_ydata(), np.mean(runs, axis=0).reshape(-1, 10).mean(axis=1).clip(0, 8), atol=1e-9)


def test_prose_quotes_the_explorations():
    alts = {size: normalization.draw_stability(size, 1.0, "ReLU")[1] for size in (2, 8, 32)}
    quoted = {size: re.findall(r"\d+ ± \d+ %", alt)[1] for size, alt in alts.items()}
    for size, words in quoted.items():
        assert words in prose(), size
    assert re.findall(r"\d+ ± \d+ %", normalization.draw_stability(32, 1.0, "sigmoid")[1])[1] in prose()


def test_explore_stability_redraws_and_says_why_a_batch_of_one_is_none():
    explorer = normalization.explore_stability()
    alt, picture = shown(explorer)
    assert "ReLU, batches of 32, rate 1" in alt
    explorer.controls["batch_size"].value = 1
    assert "every value is its own mean" in explorer.message.value and 'role="alert"' in explorer.message.value
    assert shown(explorer) == (alt, picture)
    explorer.controls["batch_size"].value = 8
    explorer.controls["activation"].value = "sigmoid"
    assert explorer.message.value == "" and "sigmoid, batches of 8, rate 1" in shown(explorer)[0] and shown(explorer)[1] != picture
    explorer.controls["rate"].value = 0.1
    assert "rate 0.1" in shown(explorer)[0]


def test_likely_mistakes_differ_from_what_is_right_and_from_each_other():
    x, gamma, beta = RNG.normal(size=(3, 4, 5, 4)) * 0.02, RNG.normal(size=4), RNG.normal(size=4)
    mean, variance = mistakes.statistics(x)
    right = mistakes.normalized(x, gamma, beta, mean, variance, 1e-3)
    wrong = mistakes.training(x, gamma, beta, 1e-3)
    layer = paddle.nn.BatchNorm2D(4, epsilon=1e-3)
    layer.weight.set_value(gamma.astype("float32"))
    layer.bias.set_value(beta.astype("float32"))
    assert np.allclose(right, layer(paddle.to_tensor(x.astype("float32"))).numpy(), atol=1e-5)
    values = [right, *wrong.values()]
    assert not any(np.allclose(a, b, atol=1e-9) for i, a in enumerate(values) for b in values[:i])
    assert len(wrong) >= 20


def test_likely_mistakes_of_running_statistics_differ():
    batches = [RNG.normal(size=(n, 2)) + n for n in (3, 5, 4)]
    means, variances = zip(*(mistakes.statistics(batch) for batch in batches))
    for wrong, right in zip(mistakes.running(batches, 0.7), (mistakes.moving(means, 0, 0.7), mistakes.moving(variances, 1, 0.7))):
        values = [right, *wrong.values()]
        assert not any(np.allclose(a, b, atol=1e-9) for i, a in enumerate(values) for b in values[:i])


@pytest.mark.parametrize(
    "result, says",
    [(None, "no result (None)"), (3.5, "return 2 values, a, b; got a single float"), ((1, 2, 3), "return 2 values, a, b; got 3 values")],
)
def test_a_result_in_the_wrong_number_of_parts_is_told(result, says):
    with pytest.raises(AssertionError, match=re.escape(says)):
        mistakes.parts("case", result, ["a", "b"])


def test_parts_lets_a_tuple_through():
    assert mistakes.parts("case", (1, 2), ["a", "b"]) == (1, 2)


def test_folding_in_the_solution_gives_the_same_output():
    w, x = RNG.normal(size=(4, 3, 3, 2)), RNG.normal(size=(2, 3, 6, 5))
    b, gamma, beta, mean = RNG.normal(size=(4, 4))
    variance = 0.1 + RNG.random(4)
    w2, b2 = answers(NAME)["fold"](w, b, gamma, beta, mean, variance)
    conv = paddle.nn.functional.conv2d
    x, w, b, w2, b2 = (paddle.to_tensor(array) for array in (x, w, b, w2, b2))
    assert np.allclose(conv(x, w2, b2).numpy(), mistakes.normalized(conv(x, w, b).numpy(), gamma, beta, mean, variance), atol=1e-6)


def test_pictures_of_the_chapter_are_those_of_the_functions():
    pictures = [output.data["text/plain"] for cell in executed(NAME).cells if cell.cell_type == "code" for output in cell.outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 5
    assert normalization.draw_scale(0.6, 10)[1] in pictures and normalization.draw_stability(32, 1.0, "ReLU")[1] in pictures
    assert plots.png(normalization.draw_scale(0.6, 10)[0]) == plots.png(normalization.draw_scale(0.6, 10)[0])
