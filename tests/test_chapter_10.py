"""Chapter 10: its golden numbers, the mistakes that its tests know, its explorer moved, and the numbers that its prose claims."""

import ast
import base64
import itertools
import re

import numpy as np
import paddle
import pytest
from chapter_tools import CHAPTERS, GOLDEN, executed, printed
from paddle import nn

from course import alexnet, alexnet_mistakes, augmentation, budget
from course.checks import difference
from course.counting import count
from course.data import Pictures
from grader.chapter import solution_text

NAME = "10-alexnet"


@pytest.fixture(scope="module")
def lesson():
    """The functions and classes that the lesson and the solutions define, without anything that the lesson does with them."""
    namespace = {"np": np, "paddle": paddle, "nn": nn}
    for cell in CHAPTERS[NAME].cells:
        if cell.kind == "code" and cell.role != "tests":
            kept = [node for node in ast.parse(solution_text(cell)).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
            exec(compile(ast.Module(kept, []), NAME, "exec"), namespace)
    return namespace


def prose():
    text = "\n".join(cell.source for cell in CHAPTERS[NAME].cells if cell.kind == "markdown" and not cell.role)
    return " ".join(line.lstrip("# ") for line in text.splitlines())


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


def tables():
    """The counters' tables of the executed notebook, as text."""
    outputs = [output for cell in executed(NAME).cells if cell.cell_type == "code" for output in cell.outputs]
    return [output.data["text/plain"] for output in outputs if "Paddle's FLOPs" in output.get("data", {}).get("text/plain", "")]


def shapes_of(counts):
    """Output shapes of the layers that have weights or pool, in order."""
    return [list(row.output_shape) for row in counts.rows if row.parameters or "Pool" in row.type]


# Golden numbers


def test_golden_lenet_on_photographs(lesson):
    golden = GOLDEN["lenetPM"]["expected"]
    counts = count(lesson["lenet"](nn.Sigmoid, 224, num_classes=1), [1, 3, 224, 224])
    assert (counts.parameters, counts.paddle_flops) == (golden["params"], GOLDEN["flops224"]["expected"]["lenetPM"])
    assert shapes_of(counts) == [shape for _, shape in GOLDEN["lenetPM.shapes"]["expected"]]
    assert f"{golden['params']:,}" in tables()[0] and f"{golden['params']:,}" in prose()
    assert golden["fc1_in"] == 120 * 50 * 50 and f"120 · 50 · 50 = {golden['fc1_in']:,} numbers, not 30,000" in prose()
    convolutions = sum(row.parameters for row in counts.rows if row.type == "Conv2D")
    assert f"All convolutions together have {convolutions:,}." in prose()
    assert f"that is {golden['fc1_in'] * 64 + 64:,} of" in prose()


def test_golden_alexnet_of_the_course(lesson):
    golden = GOLDEN["alexnet.course"]["expected"]
    counts = count(lesson["AlexNet"](num_classes=1), [1, 3, 224, 224])
    assert (counts.parameters, counts.paddle_flops) == (golden["params"], GOLDEN["flops224"]["expected"]["alexnet"])
    assert shapes_of(counts) == [shape for _, shape in GOLDEN["alexnet.shapes"]["expected"]]
    by_arithmetic = alexnet.layers(224)
    rows = [row for row in counts.rows if row.parameters]
    assert [(row.parameters, row.macs) for row in by_arithmetic] == [(row.parameters, row.macs) for row in rows]
    for number in (counts.parameters, counts.macs, counts.paddle_flops):
        assert f"{number:,}" in tables()[1] and f"{number:,}" in prose()


def test_golden_alexnet_of_the_paper(lesson):
    golden = GOLDEN["alexnet.paper"]["expected"]
    for groups, key in ((2, "grouped"), (1, "single_tower")):
        assert sum(lesson["where_parameters_sit"](lesson["paper"](groups))[0]) == golden[key]
        assert f"groups = {groups}: {golden[key]:,} parameters" in printed(NAME) and f"{golden[key]:,}" in prose()


def test_golden_alexnet_for_cifar(lesson):
    layers = [("conv", 3, 64, 3, 1), ("conv", 64, 192, 3, 1), ("conv", 192, 384, 3, 1), ("conv", 384, 256, 3, 1), ("conv", 256, 256, 3, 1)]
    layers += [("fc", 1024, 4096), ("fc", 4096, 4096), ("fc", 4096, 10)]
    assert sum(lesson["where_parameters_sit"](layers)[0]) == GOLDEN["alexnet.cifar"]["expected"]


# The numbers of the prose: exact ones


def test_the_shares_of_the_prose_are_those_of_the_network():
    rows = {row.name: row for row in alexnet.layers(224)}
    parameters, macs = (sum(getattr(row, what) for row in rows.values()) for what in ("parameters", "macs"))
    for name in ("fc1", "conv2"):
        row, does = rows[name], prose()
        share, work = 100 * row.parameters / parameters, 100 * row.macs / macs
        assert re.search(rf"{name} holds {share:.1f} % of the parameters and does {work:.1f} % of the multiplications", does), name
    assert round(100 * alexnet.share_of_full_connection(list(rows.values()), "parameters")) == 95
    assert round(100 * (1 - alexnet.share_of_full_connection(list(rows.values()), "macs"))) == 95


def test_grouping_halves_the_work_of_a_convolution(lesson):
    one, two = (lesson["where_parameters_sit"]([("conv", 96, 256, 5, groups)])[0][0] - 256 for groups in (1, 2))
    assert one == 2 * two
    w = np.random.default_rng(0).normal(size=(8, 3, 2, 2))
    assert (lesson["as_dense"](w, 2) == 0).mean() == 0.5


def test_the_small_networks_are_counted_as_the_prose_says(lesson):
    lenet, net = (count(make, [1, 3, 32, 32]) for make in (lesson["lenet"](nn.ReLU, 32), lesson["AlexNet"](2, 1 / 8, 32)))
    for name, counts in (("LeNet, ReLU ", lenet), ("AlexNet, width 1/8", net)):
        assert re.search(rf"{name} +{counts.parameters:,} parameters, +{counts.macs:,} MACs", printed(NAME))
    assert round(net.macs / 1e6, 1) == 0.9 and round(lenet.macs / 1e6, 2) == 0.75 and round(net.parameters / lenet.parameters) == 5
    assert max(net.rows, key=lambda row: row.parameters).parameters == 512 * 513 > net.parameters / 2  # fc2


def test_dropout_facts_are_paddles_and_the_papers():
    paddle.seed(0)
    unit = paddle.full([64, 64], 4.0)
    training, inference = nn.Dropout(0.5), nn.Dropout(0.5)
    inference.eval()
    assert set(training(unit).numpy().ravel()) == {0, 8} and set(inference(unit).numpy().ravel()) == {4}
    assert abs((training(unit).numpy() > 0).sum() - 2048) < 150
    paper = nn.Dropout(0.5, mode="downscale_in_infer")
    paper.eval()
    assert set(paper(unit).numpy().ravel()) == {2}


def test_paddles_alexnet_is_another_one():
    net = paddle.vision.models.alexnet()
    filters = [parameter.shape[0] for parameter in net.parameters() if parameter.ndim == 4]
    assert filters == [64, 192, 384, 256, 256]


def test_paddles_response_normalization_divides_alpha_and_starts_at_k_1(lesson):
    x = np.random.default_rng(1).normal(size=(1, 6, 2, 2)).astype("float32")
    theirs = nn.LocalResponseNorm(size=3, alpha=3.0)(paddle.to_tensor(x)).numpy()
    assert np.allclose(theirs, lesson["local_response_norm"](x, 3, 1.0, k=1.0), atol=1e-5)


# The numbers of the prose: trained ones


def test_the_baselines():
    assert "majority:      0.524" in printed(NAME) and "the majority (0.524)" in prose()
    assert 0.68 <= float(re.search(r"colours alone: (\S+)", printed(NAME))[1]) <= 0.74  # "about 0.7"


def test_the_sigmoid_stays_at_chance_and_two_things_mend_it():
    found = {name: [float(number) for number in row.split()] for name, row in re.findall(r"^(sigmoid, momentum|ReLU, momentum|sigmoid, Adam) +([\d. ]+)$", printed(NAME), re.MULTILINE)}
    assert found["sigmoid, momentum"] == [0.524]
    assert len(found["ReLU, momentum"]) == 1 and 0.84 < found["ReLU, momentum"][0] < 0.92
    assert max(found["sigmoid, Adam"]) > 0.86 and 0.6 < min(found["sigmoid, Adam"]) < 0.82


def test_gradients_of_the_first_layer_are_small_at_both_sizes():
    found = dict(re.findall(r"^(\d\d px, \w+) +([\d. ]+)$", printed(NAME), re.MULTILINE))
    sizes = {name: [float(number) for number in row.split()] for name, row in found.items()}
    for size, least, most in ((64, 40, 60), (32, 200, 350)):
        first, *_, last = sizes[f"{size} px, Sigmoid"]
        assert 0.0004 < first < 0.0007 and last / first > 100
        assert least < sizes[f"{size} px, ReLU"][0] / first < most
    assert len(re.findall(r"ratio in the first layer: \d+", printed(NAME))) == 2


def test_lenet_wins_by_more_than_its_spread():
    found = {name: (float(mean), float(spread)) for name, mean, spread in re.findall(r"^(LeNet|AlexNet).*?(0\.\d{3}) ± (0\.\d{3}) \(3 seeds\)$", printed(NAME), re.MULTILINE)}
    assert 0.87 <= found["LeNet"][0] <= 0.93 and found["LeNet"][1] < 0.03  # "about 90"
    assert 0.79 <= found["AlexNet"][0] <= 0.87 and found["AlexNet"][1] > found["LeNet"][1]  # "about 83, with a larger spread"


def test_mistakes_of_both_kinds_are_counted():
    found = [tuple(map(int, pair)) for pair in re.findall(r"seed \d: (\d+) overlooked, (\d+) false alarms", printed(NAME))]
    assert len(found) == 3 and found[0][0] > found[0][1] and all(missed < 0.5 * alarms for missed, alarms in found[1:])
    mean = float(re.search(r"^AlexNet.*?(0\.\d{3}) ±", printed(NAME), re.MULTILINE)[1])
    assert 1 - sum(map(sum, found)) / 750 == pytest.approx(mean, abs=0.001)


def test_the_kernels_are_still_those_of_the_start():
    assert 0.97 <= float(re.search(r"correlation with the start: (\S+)", printed(NAME))[1]) <= 1


# The mistakes that the tests know


def disjoint(right, wrong):
    values = [right, *wrong.values()]
    return not any(np.shape(a) == np.shape(b) and not difference(a, b) for a, b in itertools.combinations(values, 2))


def test_alexnet_by_weights_is_the_solution_and_no_slip_is_another(lesson):
    net = lesson["AlexNet"](num_classes=3, width=1 / 8, size=64)
    weights = alexnet_mistakes.draw_weights(3, 1 / 8, 64, seed=5)
    alexnet_mistakes.give(alexnet_mistakes.check_parameters("case", net, 3, 1 / 8, 64), weights)
    net.eval()
    x = np.random.default_rng(0).normal(size=(2, 3, 64, 64)).astype("float32")
    right = alexnet_mistakes.scores(weights, x)
    assert np.allclose(net(paddle.to_tensor(x)).numpy(), right, atol=1e-4)
    assert disjoint(right, alexnet_mistakes.score_slips(weights, x))


@pytest.mark.parametrize(
    "settings, built, says",
    [
        ((2, 1 / 8, 64), {"size": 224}, "fc1 sees with pictures of 224"),
        ((2, 1 / 8, 64), {"num_classes": 1}, "one score for each class"),
        ((2, 1 / 8, 64), {"width": 1 / 4}, "parameter 1, conv1's weight"),
    ],
)
def test_wrong_parameters_are_named(lesson, settings, built, says):
    classes, width, size = settings
    net = lesson["AlexNet"](**{"num_classes": classes, "width": width, "size": size} | built)
    with pytest.raises(AssertionError, match=says):
        alexnet_mistakes.check_parameters("case", net, classes, width, size)


def test_watching_dropout_tells_where_it_stands():
    net = nn.Sequential(nn.Flatten(), nn.Dropout(0.5), nn.Linear(128, 512), nn.Linear(512, 512), nn.Linear(512, 512))
    wanted = alexnet_mistakes.shapes(512, 1 / 8, 64)
    parameters = [paddle.create_parameter(shape, "float32") for shape in wanted[:10]] + list(net.parameters())
    alexnet_mistakes.watch_dropout(parameters, 1 / 8, 64)
    assert len(np.unique(net(paddle.ones([40, 32, 2, 2])).numpy().round(3))) > 4  # before fc1
    net.eval()
    assert np.allclose(net(paddle.ones([2, 32, 2, 2])).numpy(), 1)


def test_the_pipeline_is_the_solution_and_every_slip_shows_for_some_seed(lesson):
    found = set()
    for seed in range(12):
        x = np.random.default_rng(seed).random(size=(3, 6, 8))
        right = alexnet_mistakes.augmented(x, np.random.default_rng(seed), 3, 0.4)
        assert np.allclose(lesson["augment"](x.copy(), np.random.default_rng(seed), 3, 0.4), right)
        slips = alexnet_mistakes.augmentation_slips(x, seed, 3, 0.4)
        assert all(np.shape(wrong) != right.shape or difference(wrong, right) for wrong in slips.values())
        found |= set(slips)
    assert found == set(alexnet_mistakes.AUGMENTATION_SLIPS.values())


@pytest.mark.parametrize("size", [1, 3, 5, 9])
def test_no_slip_of_response_normalization_is_the_right_one_for_sizes_above_1(lesson, size):
    x = np.random.default_rng(size).normal(size=(2, 6, 3, 4)) * 3
    right = lesson["local_response_norm"](x, size, 0.5, 0.75, 2.0)
    slips = alexnet_mistakes.response_slips(x, size, 0.5, 0.75, 2.0)
    assert len(slips) == 25
    if size in (3, 5):
        assert all(difference(wrong, right) for wrong in slips.values())


# Pictures and the explorer


def test_pictures_are_halved_by_means():
    part = Pictures(np.arange(32, dtype=np.uint8).reshape(1, 2, 4, 4), np.array([1]), ["a", "b"])
    assert alexnet.halved(part).pictures.tolist() == [[[[2, 4], [10, 12]], [[18, 20], [26, 28]]]]  # means 2.5, 4.5, … to the even number
    assert alexnet.colours(part).shape == (1, 6 - 2) and alexnet.colours(part)[0, 0] == pytest.approx(7.5 / 255)


def test_the_parts_are_a_tenth_while_work_is_graded(monkeypatch):
    monkeypatch.setenv("COURSE_BUDGET", "grading")
    assert budget.grading() and [len(part.labels) for part in alexnet.fundus_parts(16)] == [50, 15, 25]


def test_the_gallery_of_versions_shows_each_picture():
    figure = augmentation.gallery([np.full((3, 4, 4), value) for value in (0.25, 0.5)], ["first", "second"])
    assert [axes.get_title() for axes in figure.axes[:2]] == ["first", "second"]
    assert [float(np.max(axes.images[0].get_array())) for axes in figure.axes[:2]] == [0.25, 0.5]


def test_the_bars_are_the_shares():
    figure, alt = alexnet.draw_shares(224, "full")
    left, right = figure.axes
    rows = alexnet.layers(224)
    for axes, what in ((left, "parameters"), (right, "macs")):
        numbers = np.array([getattr(row, what) for row in rows])
        assert [patch.get_width() for patch in axes.patches] == pytest.approx((100 * numbers / numbers.sum()).tolist())
    assert "71,916,929 parameters, 94.8 %" in alt and "fc1 sees 12,544 numbers" in alt


def test_moving_the_size_and_the_width():
    explorer = alexnet.explore()
    before = shown(explorer)
    assert before[0].startswith("AlexNet, pictures of 224×224, width full: 71,916,929 parameters, 94.8 %")
    explorer.controls["size"].value = 448
    alt, picture = shown(explorer)
    assert "fc1 sees 50,176 numbers" in alt and picture != before[1] and "50,176 numbers" in prose()
    explorer.controls["width"].value = "1/8"
    assert "448×448, width 1/8" in shown(explorer)[0] and "fc1 sees 6,272 numbers" in shown(explorer)[0]
    kept = shown(explorer)
    explorer.controls["size"].value = 16
    assert "16 pixels are too few: the first convolution leaves 4" in explorer.message.value
    assert shown(explorer) == kept  # the picture stays
    explorer.controls["size"].value = 32
    assert explorer.message.value == "" and "32×32" in shown(explorer)[0]


@pytest.mark.parametrize("size, width", [(29, 1), (64, 0.125), (96, 0.25), (224, 0.5)])
def test_layers_by_arithmetic_are_the_networks(size, width):
    shapes = [parameter for parameter in alexnet_mistakes.shapes(1, width, size)]
    counts = [int(np.prod(weight) + np.prod(bias)) for weight, bias in zip(shapes[::2], shapes[1::2])]
    assert [row.parameters for row in alexnet.layers(size, width)] == counts


def test_one_pixel_less_leaves_nothing():
    with pytest.raises(ValueError, match="28 pixels are too few"):
        alexnet.layers(28)
