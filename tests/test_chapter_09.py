"""Chapter 09: its golden numbers, the mistakes that its tests know, its explorers moved, and the numbers that its prose claims."""

import base64
import re

import numpy as np
import paddle
import paddle.nn.functional as F
import pytest
from chapter_tools import CHAPTERS, GOLDEN, executed, printed
from paddle import nn

from course import data, lenet, lenet_mistakes
from course.checks import difference
from course.counting import count
from grader.submission import solutions

NAME = "09-lenet"
LAYERS = [
    {"type": "conv", "filters": 6, "kernel": 5}, {"type": "relu"}, {"type": "max_pool", "kernel": 2},
    {"type": "conv", "filters": 16, "kernel": 5}, {"type": "relu"}, {"type": "avg_pool", "kernel": 2},
    {"type": "conv", "filters": 120, "kernel": 5}, {"type": "relu"}, {"type": "fc", "units": 84}, {"type": "relu"}, {"type": "fc", "units": 10},
]  # fmt: skip


@pytest.fixture(scope="module")
def solved():
    """The names that the solutions define."""
    namespace = {"np": np, "paddle": paddle, "nn": nn, "F": F}
    for code in solutions(CHAPTERS[NAME]).values():
        exec(code, namespace)
    return namespace


def prose():
    text = "\n".join(cell.source for cell in CHAPTERS[NAME].cells if cell.kind == "markdown" and not cell.role)
    return " ".join(line.lstrip("# ") for line in text.splitlines())


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


def differ(right, wrong):
    """Whether no two of these results, arrays or lists of numbers, agree."""
    values = [right, *wrong]
    return not any(not difference(np.asarray(a, float), np.asarray(b, float)) for i, a in enumerate(values) for b in values[:i])


# Golden numbers


def test_golden_parameters_of_lenet(solved):
    golden, net = GOLDEN["lenet5.params"]["expected"], solved["LeNet"]()
    found = {row.name: row.parameters for row in count(net, [1, 1, 32, 32]).rows}
    assert found == {"pool2": 0, "pool4": 0} | {name: golden[name] for name in ("conv1", "conv3", "conv5", "linear6", "linear7")}
    assert solved["count_parameters"](net) == golden["total"] == sum(found.values())
    assert "Total params: 61,706" in printed(NAME) and "'total_params': np.int64(61706)" in printed(NAME)
    for number in (156, 2416, 48120, 10164, 850, 61706):
        assert f"{number:,}" in prose()


def test_golden_flops_and_macs_of_lenet(solved):
    golden, table = GOLDEN["lenet5.flops"]["expected"], count(solved["LeNet"](), [1, 1, 32, 32])
    flops = solved["count_flops"](LAYERS, [64, 1, 32, 32])
    assert [flops[i] for i in (0, 3, 5, 6, 8, 10)] == [golden[name] for name in ("conv1", "conv3", "avgpool", "conv5", "linear6", "linear7")]
    assert sum(flops) == golden["total"] == table.paddle_flops
    assert (table.macs, table.flops) == tuple(GOLDEN["lenet5.macs"]["expected"].values())
    assert "total    MAC  416,520   2·MAC 833,040   Paddle's 423,344" in printed(NAME)
    assert "conv1    MAC  117,600   Paddle's FLOPs  122,304" in printed(NAME)


def test_golden_shapes_of_the_lenet_for_28_pixels_and_paddles_own():
    golden = GOLDEN["lenet28.shapes"]["expected"]
    shapes = re.findall(r"^(\w+) +paddle.Size\((\[3, .*\])\)$", printed(NAME), re.MULTILINE)
    assert [eval(shape) for layer, shape in shapes if layer != "Flatten"] == golden["shapes"]
    assert f"28×28: {golden['params']}\nPaddle's: {GOLDEN['hapi.lenet']['expected']}" in printed(NAME)


def test_shares_of_the_prose():
    rows = {row.name: row for row in count(lenet.network(nn.ReLU), [1, 1, 32, 32]).rows}
    assert round(100 * rows["6"].parameters / 61706) == 78 and round(100 * rows["3"].parameters / 61706) == 4
    assert round(100 * rows["3"].macs / 416520) == 58 and "58 % of the work" in prose()


# What the tests of the exercises know


def test_the_reference_counts_as_paddle_does():
    right, shapes, _ = lenet_mistakes.flops(LAYERS, [1, 1, 32, 32])
    rows = count(lenet.network(nn.ReLU), [1, 1, 32, 32]).rows
    assert right == [row.paddle_flops for row in rows if row.type != "Flatten"]
    assert [shapes[i] for i in (0, 2, 3, 5)] == [[6, 28, 28], [6, 14, 14], [16, 10, 10], [16, 5, 5]]
    layers = [{"type": "conv", "filters": 4, "kernel": 3, "stride": 2, "padding": 1, "bias": False}, {"type": "avg_pool", "kernel": 3, "stride": 2, "padding": 1}]
    net = nn.Sequential(nn.Conv2D(3, 4, 3, stride=2, padding=1, bias_attr=False), nn.AvgPool2D(3, 2, 1))
    assert lenet_mistakes.flops(layers, [1, 3, 9, 14])[0] == [row.paddle_flops for row in count(net, [1, 3, 9, 14]).rows]


def test_likely_mistakes_in_lenet_differ():
    weights = lenet_mistakes.some_weights(1)
    x = np.random.default_rng(1).random((2, 1, 32, 32)).astype("float32")
    right, wrong = lenet_mistakes.scores(weights, x)
    assert np.allclose(lenet_mistakes.reference(weights)(paddle.to_tensor(x)).numpy(), right, atol=1e-5)
    assert len(wrong) == 21 and differ(right, wrong.values())


def test_likely_mistakes_in_a_step_of_momentum_differ_and_paddle_is_met():
    w, dw, velocity = np.random.default_rng(2).normal(size=(3, 5))
    wrong = lenet_mistakes.wrong_momentum(w, dw, velocity, 0.2, 0.7, 0.3)
    new = 0.7 * velocity + dw + 0.3 * w
    pairs = [np.concatenate(pair) for pair in wrong.values()]
    assert len(pairs) == 19 and differ(np.concatenate([w - 0.2 * new, new]), pairs)
    after, moved = lenet_mistakes.momentum(w, [dw], [0.2], 0.7, 0.3)
    assert np.allclose(after, w - 0.2 * (dw + 0.3 * w)) and np.allclose(moved, dw + 0.3 * w)


def test_likely_mistakes_in_accuracy_differ():
    labels = np.array([0] * 10 + [1] * 6 + [0] * 4 + [2] + [1] * 3)
    right, wrong = lenet_mistakes.accuracies(np.eye(3)[[0] * 10 + [1] * 10 + [2] * 4], labels, 10)
    assert right == pytest.approx(17 / 24) and wrong["The last, short batch is left out."] == pytest.approx(0.8)
    assert list(wrong.values())[0] == pytest.approx((1 + 0.6 + 0.25) / 3) and len({round(value, 6) for value in [right, *wrong.values()]}) == len(wrong) + 1


def test_likely_mistakes_in_an_epoch_differ():
    rng = np.random.default_rng(3)
    arguments = lenet_mistakes.small_weights(rng), rng.normal(size=(10, 4)).astype("float32"), rng.integers(0, 3, 10), 4, rng.permutation(10), 0.1, 0.9
    runs = [lenet_mistakes.epoch(*arguments, **how) for how in ({}, *lenet_mistakes.EPOCHS.values())]
    right, *wrong = (np.concatenate([*(array.ravel() for array in after), [loss, accuracy]]) for after, loss, accuracy, *_ in runs)
    assert differ(right, wrong)


def test_a_crowded_network_mixes_pictures_up_only_if_there_are_too_many():
    net, x = lenet_mistakes.crowded(nn, 4), np.random.default_rng(1).normal(size=(7, 3)).astype("float32")
    for n in (1, 4):
        assert np.array_equal(net(paddle.to_tensor(x[:n])).numpy(), x[:n])
    assert np.array_equal(net(paddle.to_tensor(x)).numpy().argmax(1)[4:], x[:3].argmax(1))


@pytest.mark.parametrize(
    "layers, says",
    [
        ([], "it has no parameters"),
        ([nn.Conv2D(1, 6, 5), nn.Conv2D(6, 16, 5)], "a layer is missing"),
        ([nn.Conv2D(1, 6, 3)], r"parameter 0 has the shape \[6, 1, 3, 3\].*\n.*all three are 5×5"),
        ([nn.Conv2D(3, 6, 5)], "one channel goes in"),
    ],
)
def test_wrong_parameters_are_named(layers, says):
    with pytest.raises(AssertionError, match=says):
        lenet_mistakes.check_parameters("case", nn.Sequential(*layers))


# The explorers


@pytest.mark.parametrize("rate, relu, sigmoid", [(0.001, "0.91 ± 0.00", "0.10 ± 0.03"), (0.03, "0.97 ± 0.01", "0.09 ± 0.01"), (0.1, "0.67 ± 0.48", "0.21 ± 0.19")])
def test_rates_are_drawn_as_they_were_recorded(rate, relu, sigmoid):
    figure, alt = lenet.draw_rate(rate)
    assert f"ReLU {relu}, sigmoid {sigmoid}." in alt and f"learning rate {rate:g}" in alt
    for line, name in zip(figure.axes[0].lines, ("ReLU", "sigmoid")):
        assert line.get_label() == name and np.allclose(line.get_ydata(), np.mean(lenet.RUNS[name][rate], axis=0) / 1000)


def test_all_runs_are_recorded_and_one_is_run_again():
    assert all(list(recorded) == list(lenet.RATES) and {np.shape(rows) for rows in recorded.values()} == {(3, 10)} for recorded in lenet.RUNS.values())
    assert lenet.learning_run("ReLU", 0.03, seed=0, epochs=1)[0] == pytest.approx(lenet.runs("ReLU", 0.03)[0, 0], abs=0.1)  # another processor rounds otherwise


def test_prose_says_what_the_runs_say():
    final = {name: {rate: lenet.runs(name, rate)[:, -1] for rate in lenet.RATES} for name in lenet.RUNS}
    assert all(final["ReLU"][rate].min() > 0.9 for rate in (0.001, 0.003, 0.01, 0.03)) and all(final["ReLU"][rate].max() < 0.2 for rate in (0.3, 1.0))
    assert sorted(final["ReLU"][0.1] > 0.9) == [False, True, True] and lenet.runs("ReLU", 0.1)[2, 0] > 0.7 > 0.2 > lenet.runs("ReLU", 0.1)[2, 1]
    assert all(final["sigmoid"][rate].max() < 0.2 for rate in lenet.RATES if rate != 0.1) and sorted(final["sigmoid"][0.1] > 0.2) == [False, False, True]
    assert f"{final['ReLU'][0.001].mean():.2f} after ten epochs at 0.001, {final['ReLU'][0.03].mean():.2f} at 0.03" in prose()


def test_explore_rates_redraws():
    explorer = lenet.explore_rates()
    alt, picture = shown(explorer)
    assert "learning rate 0.001" in alt
    explorer.controls["rate"].value = 0.1
    assert "learning rate 0.1," in shown(explorer)[0] and shown(explorer)[1] != picture


@pytest.fixture
def four():
    """Four pictures and scores: right with 0.5, wrong with 0.6, right with 0.8, wrong with 0.9."""
    pictures = data.Pictures(np.zeros((4, 1, 8, 8), "float32"), np.array([0, 0, 1, 1]), ("zero", "one"))
    probabilities = np.array([[0.51, 0.49], [0.4, 0.6], [0.2, 0.8], [0.9, 0.1]])
    return pictures, np.log(probabilities)


def test_sure_answers_are_counted_and_the_surest_mistake_comes_first(four):
    figure, alt = lenet.draw_sure(*four, threshold=0.55)
    assert alt == (
        "3 of 4 answers have a probability of at least 0.55; 2 of them are wrong, an accuracy of 0.333. "
        "The surest mistake is a one that is called zero with 90%."
    )
    assert figure.get_suptitle() == "3 of 4 answers have a probability of at least 0.55; 2 of them are wrong"
    assert [axes.get_title() for axes in figure.axes[:3]] == ["says zero, 90%\nis one", "says one, 60%\nis zero", ""]


def test_explore_sure_redraws_and_says_where_nothing_is_left(four):
    explorer = lenet.explore_sure(*four)
    alt, picture = shown(explorer)
    assert alt.startswith("4 of 4 answers")
    explorer.controls["threshold"].value = 0.85
    assert shown(explorer)[0].startswith("1 of 4 answers have a probability of at least 0.85; 1 of them is wrong, an accuracy of 0.000")
    before = shown(explorer)
    explorer.controls["threshold"].value = 0.95
    assert "no answer has a probability of 0.95 or more" in explorer.message.value and shown(explorer) == before
    pictures, scores = four
    with pytest.raises(ValueError, match="none of the 4 answers with a probability of 0.30 or more is wrong"):
        lenet.draw_sure(data.Pictures(pictures.pictures, scores.argmax(axis=1), pictures.classes), scores, 0.3)


# The numbers of the prose


def test_both_lenets_give_the_same_scores():
    assert float(re.search(r"largest absolute difference: (\S+)\none", printed(NAME).replace("\n\n", "\n"))[1]) < 1e-5


def test_three_steps_of_momentum_and_the_two_slips_of_accuracy():
    assert "w = 0.9000\nw = 0.7500\nw = 0.5750" in printed(NAME)
    assert "the mean says 0.333" in printed(NAME) and "mean of the two batches: 0.5\nshare of the pictures: 0.714" in printed(NAME)


def test_training_with_a_stop_is_training_in_one_go():
    assert "Stopped in epoch 3, which is undone." in printed(NAME)
    pairs = re.findall(r"epoch (\d): loss (\S+) in one go, (\S+) with the stop", printed(NAME))
    assert [number for number, _, _ in pairs] == ["1", "2", "3"] and all(a == b for _, a, b in pairs)


def test_the_trained_network_is_as_good_as_the_prose_says():
    first, last = (tuple(map(float, pair)) for pair in re.findall(r"^epoch \d: accuracy (\S+), validation (\S+)$", printed(NAME), re.MULTILINE))
    assert first[0] < first[1] and min(last) > 0.93
    assert "The weights of epoch 7: validation accuracy 0.973." in printed(NAME) and "falls by 0.003" in prose() and round(297 * (0.973 - last[1])) == 1
    assert float(re.search(r"test: loss \S+, accuracy (\S+)", printed(NAME))[1]) > 0.93


def test_the_regression_is_no_worse_than_lenet_until_the_pictures_move():
    found = {(int(size), name.strip()): (float(mean), float(spread)) for size, name, mean, spread in re.findall(r"^ *(\d+) pictures, (.+?): (\S+) ± (\S+) \(3 seeds\)", printed(NAME), re.MULTILINE)}
    assert len(found) == 4
    (ours, spread), (theirs, other) = found[100, "LeNet"], found[100, "logistic regression"]
    assert abs(ours - theirs) < max(spread, other)
    (ours, spread), (theirs, other) = found[1000, "LeNet"], found[1000, "logistic regression"]
    assert theirs - ours > max(spread, other) and f"{theirs:.3f} against {ours:.3f}" in prose()
    moved = re.findall(r"^moved by (\d) pixels, (.+?): (\S+) ± (\S+) \(3 seeds\)", printed(NAME), re.MULTILINE)
    by = {(int(pixels), name.strip()): (float(mean), float(spread)) for pixels, name, mean, spread in moved}
    (ours, spread), (theirs, _) = by[4, "LeNet"], by[4, "logistic regression"]
    assert ours - spread > theirs and (ours, theirs) == pytest.approx((0.55, 0.45), abs=0.015)
    (ours, spread), (theirs, _) = by[2, "LeNet"], by[2, "logistic regression"]
    assert abs(ours - theirs) < spread and f"{ours:.2f} ± {spread:.2f} against {theirs:.2f}" in prose()


def test_the_sigmoid_starves_the_first_layer():
    ratios = dict(re.findall(r"^(ReLU|Sigmoid) .* conv1 / linear7 (\S+)$", printed(NAME), re.MULTILINE))
    assert 1.5 < float(ratios["ReLU"]) < 3 and float(ratios["Sigmoid"]) < 0.01


def test_an_epoch_by_hand_is_the_runners_bit_for_bit():
    assert "largest absolute difference: 0.0\n" in printed(NAME) + "\n"


def test_pictures_of_the_chapter_are_those_of_the_functions():
    pictures = [output.data["text/plain"] for cell in executed(NAME).cells if cell.cell_type == "code" for output in cell.outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == 8 and lenet.draw_rate(0.001)[1] in pictures
