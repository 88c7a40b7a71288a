"""Chapter 11: its golden numbers, what its figures draw, its explorers moved, and what its prose claims."""

import base64
import re

import numpy as np
import paddle
import pytest
from chapter_tools import CHAPTERS, GOLDEN, executed, printed
from paddle import nn

from course import vgg
from course import vgg_mistakes as mistakes
from course.counting import count
from grader.submission import solutions

NAME = "11-vgg"
PROSE = " ".join(cell.source for cell in CHAPTERS[NAME].cells if cell.kind == "markdown").replace("\n", " ")
VGG_16 = vgg.CONFIGS["VGG-16"]


@pytest.fixture(scope="module")
def answer():
    """The names that the solutions define."""
    namespace = {"np": np, "paddle": paddle, "nn": nn}
    for code in solutions(CHAPTERS[NAME]).values():
        exec(code, namespace)
    return namespace


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


def numbers(pattern):
    """The numbers in the brackets of what the pattern finds among what the notebook prints."""
    return np.array(re.search(pattern, printed(NAME))[1].split(), dtype=float)


# the golden numbers


def test_golden_counts(answer):
    expected = GOLDEN["vgg16"]["expected"]
    parameters = [row[0] for row in answer["cost_by_stage"](VGG_16)]
    assert sum(parameters) == expected["params_1000"]
    assert sum(row[0] for row in answer["cost_by_stage"](VGG_16, classes=1)) == expected["params"]
    text = printed(NAME)
    assert f"parameters with 1 output: {expected['params']:,}\nwith 1000 outputs: {expected['params_1000']:,}\n" in text
    assert f"fc1: {expected['fc1']:,} parameters" in text
    assert dict((row[0], row[1]) for row in vgg.stages(VGG_16, 224))["fc1"] == expected["fc1"]
    assert round(expected["fc1"] / sum(parameters), 4) == expected["fc1_share_1000"] and f"{100 * expected['fc1_share_1000']:.2f} %" in PROSE


def test_golden_flops(answer):
    """Paddle's FLOPs are MAC and an addition for the bias of each output of a convolution, as the box says."""
    flops, side, biases = GOLDEN["flops224"]["expected"]["vgg16"], 224, 0
    for number, channels in VGG_16:
        biases += number * channels * side * side
        side //= 2
    macs = sum(row[1] for row in answer["cost_by_stage"](VGG_16, classes=1))
    assert macs + biases == flops and f"MAC: {macs:,}, Paddle's FLOPs: {flops:,}" in printed(NAME) and f"{flops:,}" in PROSE


def test_what_the_box_says_of_paddle_flops(answer):
    net = answer["VGG"]([(2, 4), (1, 6)], size=16, units=5, classes=3)
    counts, biases = count(net, [1, 3, 16, 16]), 2 * 4 * 16 * 16 + 6 * 8 * 8
    assert counts.paddle_flops == counts.macs + biases
    try:
        assert paddle.flops(net, [1, 3, 16, 16]) == counts.paddle_flops
    except TypeError:  # with NumPy 2.4 it fails when it prints, after counting
        assert sum(int(layer.total_ops.numpy().item()) for layer in net.sublayers() if hasattr(layer, "total_ops") and not list(layer.children())) == (
            counts.paddle_flops
        )


def test_golden_pooling_shapes():
    expected = [shape[1:] for shape in GOLDEN["vgg16.pool_shapes"]["expected"]]
    assert str(expected) in printed(NAME)
    net = vgg.build([(number, channels // 64) for number, channels in VGG_16], size=224, units=4, classes=1)
    shapes = [row.output_shape[1:] for row in count(net, [1, 3, 224, 224]).rows if row.type == "MaxPool2D"]
    assert [[64 * channels, *sides] for channels, *sides in shapes] == expected


def test_golden_exchange(answer):
    expected = GOLDEN["vgg.params3x3"]["expected"]
    for number, three, one in ((3, "3x(3x3)", "7x7"), (2, "2x(3x3)", "5x5")):
        c, biases = 8, {"small": number * 8, "large": 8}
        small = answer["cost_by_stage"]([(number, c)], size=8, in_channels=c, units=1, classes=1)[0][0] - biases["small"]
        large = answer["one_kernel_cost"]([(number, c)], size=8, in_channels=c)[0][0] - biases["large"]
        assert (small / c**2, large / c**2) == (expected[three], expected[one])
    assert f"{1 - expected['3x(3x3)'] / expected['7x7']:.0%} saved" in printed(NAME)
    assert "49\\,C^2" in PROSE and "27\\,C^2" in PROSE and "18 C² against 25 C²" in PROSE


def test_golden_receptive_field(answer):
    expected = GOLDEN["rf.vgg16"]["expected"]
    fields = answer["receptive_field_by_stage"](VGG_16)
    assert fields[-1] == expected["after_pool5"] and fields[-1] - 16 == expected["conv5_3"]
    assert f"receptive field after each pooling: {fields}\n" in printed(NAME) and ", ".join(map(str, fields)) in PROSE


# the networks


def test_the_course_builds_the_readers_network(answer):
    """What section 11.6 says and prints: with the same weights the same scores."""
    config, rng = [(1, 4), (2, 6)], np.random.default_rng(3)
    mine, theirs = answer["VGG"](config, size=8, units=7, classes=3), vgg.build(config, 8, 7, 3)
    shapes = mistakes.vgg_shapes(config, 3, 8, 7, 3)
    arrays = mistakes.give(mistakes.parameters_of("mine", mine, shapes), shapes, rng)
    for parameter, array in zip(mistakes.parameters_of("theirs", theirs, shapes), arrays, strict=True):
        parameter.set_value(array)
    mine.eval(), theirs.eval()
    x = paddle.to_tensor(rng.normal(size=(2, 3, 8, 8)).astype("float32"))
    assert np.allclose(mine(x).numpy(), theirs(x).numpy(), atol=1e-6)
    assert float(re.search(r"largest difference of the scores: (\S+)", printed(NAME))[1]) < 1e-6


def test_first_weights_of_the_course_and_of_paddle():
    """The box "In Paddle" of section 11.6: He's everywhere in vgg.build; by itself only a convolution begins so."""
    paddle.seed(0)
    layers = [layer for layer in vgg.build([(1, 64), (1, 64)], 32, 200, 100, normalized=True) if isinstance(layer, (nn.Conv2D, nn.Linear))]
    for layer in layers:
        inputs = int(np.prod(layer.weight.shape[1:])) if isinstance(layer, nn.Conv2D) else layer.weight.shape[0]
        assert layer.weight.numpy().std() == pytest.approx(np.sqrt(2 / inputs), rel=0.06) and not layer.bias.numpy().any()
    convolution, linear = nn.Conv2D(64, 64, 3).weight.numpy(), nn.Linear(300, 500).weight.numpy()
    assert convolution.std() == pytest.approx(np.sqrt(2 / (9 * 64)), rel=0.03)
    assert linear.std() == pytest.approx(np.sqrt(2 / 800), rel=0.03) and np.abs(linear).max() <= np.sqrt(6 / 800) + 1e-6


def test_batch_norm_stands_between_convolution_and_relu():
    kinds = [type(layer).__name__ for layer in vgg.build([(2, 4)], 4, 3, 2, normalized=True)]
    assert kinds[:7] == ["Conv2D", "BatchNorm2D", "ReLU"] * 2 + ["MaxPool2D"]


def test_stages_are_what_the_counter_counts(answer):
    config, size = [(1, 8), (2, 16)], 32
    counts = count(vgg.build(config, size, 4096 // 512, 1000), [1, 3, size, size])
    rows = vgg.stages([(number, 512 * channels) for number, channels in config], size, width=512)
    assert sum(row[1] for row in rows) == counts.parameters and sum(row[2] for row in rows) == counts.macs
    kept = sum(int(np.prod(row.output_shape[1:])) for row in counts.rows if row.type in ("Conv2D", "Linear", "ReLU", "MaxPool2D"))
    assert sum(row[3] for row in rows) == kept
    full, costs = vgg.stages(VGG_16, 224), answer["cost_by_stage"](VGG_16)
    assert [row[1:3] for row in full[:5]] == costs[:5] and tuple(np.sum([row[1:3] for row in full[5:]], axis=0)) == costs[5]


# the explorers


def test_cost_draws_the_stages():
    figure, alt = vgg.draw_cost("VGG-16", 1, 224)
    rows = vgg.stages(VGG_16, 224)
    for axes, column in zip(figure.axes, (1, 2), strict=True):
        values = np.array([row[column] for row in rows])
        assert np.allclose([bar.get_width() for bar in axes.patches], 100 * values / values.sum())
        assert f"{values.sum():,} in all" in axes.get_title()
    assert "most of them in fc1, 74.3%" in alt and "fc1 to fc3 together 0.8%" in alt


def test_explore_cost_redraws_and_says_why_48_pixels_cannot_be_had():
    explorer = vgg.explore_cost()
    alt, picture = shown(explorer)
    assert alt.startswith("Two panels of bars for VGG-16 on 224×224 pixels. Parameters: 138,357,544")
    explorer.controls["size"].value = 48
    assert "48 pixels cannot be halved 5 times: stage 5 would get 3 rows" in explorer.message.value and 'role="alert"' in explorer.message.value
    assert shown(explorer) == (alt, picture)
    explorer.controls["size"].value = 96
    explorer.controls["width"].value = 8
    assert explorer.message.value == "" and "VGG-16 at 1/8 of its width on 96×96 pixels" in shown(explorer)[0] and shown(explorer)[1] != picture
    explorer.controls["network"].value = "VGG-19"
    assert "VGG-19 at 1/8" in shown(explorer)[0]


def test_explore_memory_redraws_and_says_what_cannot_be_halved():
    explorer = vgg.explore_memory()
    alt, picture = shown(explorer)
    assert "of 1 picture of 224×224 pixels: 28,642,792, which are 115 MB, beside 553 MB of parameters" in alt
    explorer.controls["batch"].value = 5
    assert "of 5 pictures" in shown(explorer)[0] and "573 MB, beside 553 MB" in shown(explorer)[0] and shown(explorer)[1] != picture
    before = shown(explorer)
    explorer.controls["size"].value = 240
    assert "cannot be halved 5 times" in explorer.message.value and shown(explorer) == before


def test_memory_draws_what_is_kept():
    figure, _ = vgg.draw_memory("VGG-11", 64, 3)
    values = np.array([row[3] for row in vgg.stages(vgg.CONFIGS["VGG-11"], 64)])
    assert np.allclose([bar.get_width() for bar in figure.axes[0].patches], 100 * values / values.sum())
    assert f"numbers kept: {3 * values.sum():,}" in figure.axes[0].get_title()


# what the prose claims


def test_shares_of_section_11_3():
    rows = vgg.stages(VGG_16, 224)
    parameters, macs = (np.array([row[column] for row in rows]) for column in (1, 2))
    assert f"hold {parameters[:5].sum() / parameters.sum():.1%}".replace("%", " %") in PROSE
    assert f"do {macs[:5].sum() / macs.sum():.1%} of the work".replace("%", " %") in PROSE
    assert macs[2] == macs[3] and f"{macs[2] / macs.sum():.1%}".replace("%", " %") + " each, exactly the same" in PROSE
    smaller = np.array([row[1] for row in vgg.stages(VGG_16, 96)])
    assert np.flatnonzero(smaller != parameters).tolist() == [5]


def test_memory_of_section_11_4():
    rows = vgg.stages(VGG_16, 224)
    kept, parameters = (np.array([row[column] for row in rows]) for column in (3, 1))
    assert f"{kept[0]:,} numbers of 4 bytes: 54.6 MB" in printed(NAME)
    assert "0.03 % of the parameters and 47.6 % of the numbers" in PROSE
    assert (round(100 * parameters[0] / parameters.sum(), 2), round(100 * kept[0] / kept.sum(), 1)) == (0.03, 47.6)
    assert 4 * kept.sum() < parameters.sum() < 5 * kept.sum()  # "five pictures already take more"


def test_table_of_section_11_5(answer):
    rows = re.findall(r"\| \d \([^|]*\| ([\d,]+) \| ([\d,]+) \|", PROSE)
    small, large = answer["cost_by_stage"](VGG_16)[:5], answer["one_kernel_cost"](VGG_16)
    assert [tuple(int(number.replace(",", "")) for number in row) for row in rows] == [(a[0], b[0]) for a, b in zip(small, large, strict=True)]
    saved = [round(100 * (1 - a[0] / b[0])) for a, b in zip(small, large, strict=True)]
    assert saved[2:] == [8, 8, 45] and saved[0] < -690 and -9 < saved[1] < 0


def test_signal_of_section_11_6():
    found = dict(re.findall(r"weights × (\S+): layer 1 \S+, layer 15 (\S+)", printed(NAME)))
    half, own, double = (float(found[key]) for key in ("0.5", "1.0", "2.0"))
    assert 1 / 3 < own < 3
    # A ReLU and a pooling hand a factor on, and all biases begin at 0.
    assert half / own == pytest.approx(0.5**15, rel=0.1) and double / own == pytest.approx(2**15, rel=0.1)


def test_starts_of_section_11_6():
    half, he, normalized = (numbers(rf"\n{kind}: \[(.*?)\]") for kind in ("half of He's", "He's", "He's, with batch norm"))
    assert np.allclose(half, np.log(2), atol=0.01)
    assert np.allclose(sorted(he), [0.53, 0.69, 0.69], atol=0.03)
    assert (normalized > 0.34).all() and (normalized < 0.48).all() and normalized.std(ddof=1) < he.std(ddof=1)
    assert "down to 0.53" in PROSE and "still at 0.69" in PROSE and "at 0.38 to 0.45 after 25" in PROSE


def test_comparison_of_section_11_7():
    alexnet, vgg_11 = numbers(r"AlexNet 1/8 \[([^]]*)\]"), numbers(r"VGG-11 1/16 \[([^]]*)\]")
    colours = float(re.search(r"colours alone: (\S+)", printed(NAME))[1])
    assert abs(alexnet.mean() - 0.83) < 0.025 and abs(vgg_11.mean() - 0.82) < 0.025
    assert abs(vgg_11.mean() - alexnet.mean()) < min(alexnet.std(ddof=1), vgg_11.std(ddof=1))
    assert round(colours, 2) == 0.70 and min(alexnet.mean(), vgg_11.mean()) > colours + 0.08
    counted = re.findall(r"1/\d+: ([\d,]+) parameters, ([\d,]+) MAC", printed(NAME))
    (few, much), (less, more) = [[int(number.replace(",", "")) for number in pair] for pair in counted]
    assert less < few and more > much


def test_full_width_of_section_11_7():
    """VGG-11 against chapter 10's AlexNet at full width, both with one output; the work in Paddle's FLOPs."""
    rows, side, biases = vgg.stages(vgg.CONFIGS["VGG-11"], 224), 224, 0
    for number, channels in vgg.CONFIGS["VGG-11"]:
        biases, side = biases + number * channels * side * side, side // 2
    parameters, alexnet = sum(row[1] for row in rows) - 999 * 4097, GOLDEN["alexnet.course"]["expected"]["params"]
    assert (round(parameters / 1e6), round(alexnet / 1e6)) == (129, 72) and "129 million" in PROSE and "72 million" in PROSE
    work = (sum(row[2] for row in rows) + biases) / GOLDEN["flops224"]["expected"]["alexnet"]
    assert abs(work - 6) < 0.1 and "six times the work" in PROSE


def test_where_dropouts_stand():
    """check_dropout: right in a hundred drawings, and names where a dropout is missing."""
    rng = np.random.default_rng(0)
    for dropout in 50 * (0.5, 0.75):
        first, second = (rng.random(size) >= dropout for size in ((64, 1), (64, 20)))
        scores = np.repeat(first * second, 2, axis=1) / (1 - dropout) ** 2
        mistakes.check_dropout("case", scores, dropout)
    with pytest.raises(AssertionError, match="behind the second hidden layer"):
        mistakes.check_dropout("case", np.repeat(first, 40, axis=1) / (1 - dropout) ** 2, dropout)


def test_right_answers_are_surer_than_wrong_ones():
    right, wrong = map(float, re.search(r"right: (\S+) sure in the mean; wrong: (\S+)", printed(NAME)).groups())
    assert abs(right - 0.86) < 0.03 and abs(wrong - 0.75) < 0.06 and wrong < right


def test_alt_texts_of_the_trained_figures_name_the_epochs():
    """The alt text says as many epochs as the budget chose."""
    words = {3: "three", 4: "four", 5: "five"}
    epochs = int(re.search(r"Budget quick: epochs = (\d+)", printed(NAME))[1])
    assert any(f"loss of VGG-11 over {words[epochs]} epochs" in cell.source.replace('"\n        "', "") for cell in executed(NAME).cells)


def test_larger_pictures_of_section_11_8(answer):
    """Four positions on 64×64 pixels where the network was trained on 32×32."""
    net = vgg.build([(number, channels // 64) for number, channels in vgg.CONFIGS["VGG-11"]], 32, 5, 2)
    maps = nn.Sequential(*[layer for layer in net if isinstance(layer, (nn.Conv2D, nn.ReLU, nn.MaxPool2D))][:21])
    assert maps(paddle.zeros([1, 3, 32, 32])).shape[2:] == [1, 1] and maps(paddle.zeros([1, 3, 64, 64])).shape[2:] == [2, 2]
    weight, bias = net[22].weight.numpy(), net[22].bias
    kernels = paddle.to_tensor(answer["as_convolution"](weight, 8, 1, 1))
    assert nn.functional.conv2d(paddle.zeros([1, 8, 2, 2]), kernels, bias).shape == [1, 5, 2, 2]
