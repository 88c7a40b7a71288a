"""Chapter 13: its golden numbers, what its figures draw, its explorers moved, and what its prose claims."""

import base64
import importlib
import re

import numpy as np
import paddle
import pytest
from chapter_tools import CHAPTERS, GOLDEN, executed, printed
from paddle import nn

from course import googlenet
from course import googlenet_mistakes as mistakes
from course.counting import count
from grader.submission import solutions

NAME = "13-googlenet"
PROSE = " ".join(cell.source for cell in CHAPTERS[NAME].cells if cell.kind == "markdown").replace("\n", " ")


@pytest.fixture(scope="module")
def answer():
    """The names that the solutions define."""
    namespace = {"np": np, "paddle": paddle, "nn": nn, "MODULES": googlenet.MODULES}
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


def alts():
    """The alt texts of the pictures of the executed notebook."""
    outputs = [output for cell in executed(NAME).cells if cell.cell_type == "code" for output in cell.outputs]
    return [output.metadata["image/png"]["alt"] for output in outputs if "image/png" in output.get("data", {})]


# the golden numbers


def test_golden_googlenet(answer):
    expected = GOLDEN["googlenet"]["expected"]
    net = answer["GoogLeNet"](num_classes=1)
    parameters = net.parameters()
    assert (sum(parameter.size for parameter in parameters), len(parameters)) == (expected["params"], expected["param_tensors"])
    assert [googlenet.filters_out(module) for module in googlenet.MODULES.values()] == expected["inception_out"]
    text = printed(NAME)
    assert f"parameters with 1 output: {expected['params']:,}, with 1000 outputs: 6,998,552\n" in text
    assert f"tensors of parameters: {expected['param_tensors']}\n" in text
    assert f"{expected['params']:,} parameters with one output" in PROSE and "in 116 tensors" in PROSE


@pytest.mark.parametrize("stride", [1, 2])
def test_golden_shapes(answer, stride):
    expected = GOLDEN["googlenet.shapes"]["expected"]
    shapes = expected[f"stride{stride}"]
    names = ("conv1", "pool1", "pool2", "pool3", "pool4")
    assert answer["stage_sides"](224, stride) == [shapes[name][2] for name in names]
    assert f"stem stride {stride}: {[shapes[name][2] for name in names]}\n" in printed(NAME)
    rows = count(googlenet.build(1 / 16, classes=1, stem_stride=stride), [1, 3, 224, 224]).rows
    found = [row.output_shape for row in rows if row.type in ("Conv2D", "MaxPool2D", "AdaptiveAvgPool2D")]
    # The stem and the whole network, channels at a sixteenth of the width.
    assert found[0] == [1, 4, *shapes["conv1"][2:]] and found[1] == [1, 4, *shapes["pool1"][2:]]
    assert found[3] == [1, 12, *shapes["conv2_2"][2:]] and found[4] == [1, 12, *shapes["pool2"][2:]]
    assert found[-2][2:] == shapes["block5_2"][2:] and found[-1][2:] == [1, 1] and found[-1][1] == shapes["pool5"][1] // 16


def test_golden_flops():
    """What the notebook prints for both strides at full width; the ratio is exactly 4 in MAC but for the last layer."""
    expected = GOLDEN["googlenet.shapes"]["expected"]
    text = printed(NAME)
    for stride in (1, 2):
        assert re.search(rf"stride {stride}: 5,974,577 parameters, [\d,]+ MAC, Paddle's FLOPs {expected[f'flops_stride{stride}']:,}\n", text)
    assert "ratio of Paddle's FLOPs: 4.000" in text and expected["flops_stride1"] / expected["flops_stride2"] == pytest.approx(4.0, abs=5e-4)
    macs = {s: sum(row[3] for row in googlenet.stages(224, s, classes=1)) for s in (1, 2)}
    assert {s: int(re.search(rf"stride {s}: 5,974,577 parameters, ([\d,]+) MAC", text)[1].replace(",", "")) for s in (1, 2)} == macs
    assert macs[1] - 1024 == 4 * (macs[2] - 1024)
    assert f"predicted: 5,974,577 parameters, {macs[2]:,} MAC\n" in text


def test_golden_cifar():
    expected = GOLDEN["googlenet.cifar"]["expected"]
    assert sum(p.size for p in googlenet.build_small().parameters() if not p.stop_gradient) == expected
    macs = int(re.search(rf"for 32×32 and ten classes: {expected:,} parameters, ([\d,]+) MAC", printed(NAME))[1].replace(",", ""))
    assert round(macs / 1e9, 1) == 1.5 and f"{expected:,} parameters, but 1.5 billion MAC" in PROSE


# the network of the course


def test_the_course_builds_the_readers_network(answer):
    mine, theirs = answer["GoogLeNet"](5, 1, 1 / 16, 1), googlenet.build(1 / 16, 1, 5, 1)
    shapes, rng = mistakes.network_shapes(5, 1, 1 / 16), np.random.default_rng(3)
    arrays = mistakes.give(mistakes.parameters_of("mine", mine, shapes), shapes, rng)
    for parameter, array in zip(mistakes.parameters_of("theirs", theirs, shapes), arrays, strict=True):
        parameter.set_value(array)
    x = paddle.to_tensor(rng.normal(size=(2, 1, 20, 28)).astype("float32"))
    assert np.allclose(mine(x).numpy(), theirs(x).numpy(), atol=1e-5)
    assert float(re.search(r"largest difference of the scores: (\S+)", printed(NAME))[1]) < 1e-5


def test_stages_are_what_the_counter_counts():
    counts = count(googlenet.build(classes=10), [1, 3, 64, 64])
    rows = googlenet.stages(64, 2, 10)
    assert (sum(row[2] for row in rows), sum(row[3] for row in rows)) == (counts.parameters, counts.macs)


def test_batch_normalization_stands_behind_every_convolution():
    for net in (googlenet.build(1 / 16, normalized=True), googlenet.build_small(1 / 16)):
        kinds = [type(layer).__name__ for layer in net.sublayers() if not list(layer.children())]
        assert all(kinds[i + 1 : i + 3] == ["BatchNorm2D", "ReLU"] for i, kind in enumerate(kinds) if kind == "Conv2D") and kinds.count("Conv2D") >= 55


# the figures and the explorers


def test_module_figure_writes_weights_and_channels():
    texts = [text.get_text() for text in googlenet.module_figure("4b").axes[0].texts]
    for wanted in ("512 channels", "1×1, 512 → 112\n57,344 weights", "3×3, 112 → 224\n225,792 weights", "5×5, 24 → 64\n38,400 weights"):
        assert wanted in texts


def test_explore_reduction_redraws_and_says_what_is_no_reduction():
    explorer = googlenet.explore_reduction()
    alt, picture = shown(explorer)
    assert "With 96 channels they are 129,024, 58% of the 221,184 without" in alt
    explorer.controls["reduction"].value = 200
    assert "module 3a gets 192 channels: a 1×1 convolution to 200 would not reduce them" in explorer.message.value and shown(explorer) == (alt, picture)
    explorer.controls["module"].value = "4a"
    explorer.controls["kernel"].value = 5
    assert explorer.message.value == "" and "With 200 channels they are 336,000, 58% of the 576,000 without" in shown(explorer)[0]
    assert shown(explorer)[1] != picture


def test_reduction_draws_the_weights():
    figure, _ = googlenet.draw_reduction("3a", 3, 96)
    rising, level = figure.axes[0].lines[:2]
    assert np.array_equal(rising.get_ydata(), 1344 * np.arange(8, 193, 8)) and set(level.get_ydata()) == {221_184}


def test_explore_stem_redraws_and_refuses_a_small_picture():
    explorer = googlenet.explore_stem()
    alt, picture = shown(explorer)
    assert "stem stride 2 on 224×224 pixels: 6,998,552 parameters, 1,582,671,872 MAC" in alt and "the stem does 30.2% of the work" in alt
    explorer.controls["stride"].value = 1
    assert "6,998,552 parameters, 6,327,615,488 MAC" in shown(explorer)[0] and "56×56, 28×28 and 14×14" in shown(explorer)[0]
    assert shown(explorer)[1] != picture
    explorer.controls["stride"].value = 2
    before = shown(explorer)
    explorer.controls["size"].value = 16
    assert "a single pixel is left before pool4" in explorer.message.value and 'role="alert"' in explorer.message.value
    assert "on 224×224" in before[0] and "on 16×16" not in shown(explorer)[0]


def test_stem_draws_the_stages():
    figure, _ = googlenet.draw_stem(2, 96)
    rows = googlenet.stages(96, 2)
    for axes, column in zip(figure.axes, (2, 3), strict=True):
        values = np.array([row[column] for row in rows])
        assert np.allclose([bar.get_width() for bar in axes.patches], 100 * values / values.sum())


# what the prose claims


def test_costs_of_section_13_2(answer):
    found = {}
    for name, before in googlenet.channels_in().items():
        side = {"3": 28, "4": 14, "5": 7}[name[0]]
        found[name] = [answer["inception_cost"](before, *googlenet.MODULES[name], side, side, reduced=r)[1] for r in (True, False)]
        assert f"{name}: {before} channels in, {found[name][0]:,} MAC, {found[name][1] / found[name][0]:.2f} times without" in printed(NAME)
    with_, without = np.sum(list(found.values()), axis=0)
    assert f"{without / with_:.2f}" == "3.58" and PROSE.count("3.58 times") == 2
    assert (round(with_ / 1e9, 1), round(without / 1e9, 1)) == (1.1, 3.9) and "3.9 billion MAC instead of 1.1 billion" in PROSE
    ratios = {name: round(b / a, 2) for name, (a, b) in found.items()}
    assert ratios["3a"] == 2.41 == min(ratios.values()) and ratios["5a"] == 5.16 == max(ratios.values())


def test_reductions_of_the_paper_stay_below_the_break_even():
    shares = {3: [], 5: []}
    for name, before in googlenet.channels_in().items():
        for kernel, (reduction, filters) in zip((3, 5), googlenet.MODULES[name][1:3]):
            shares[kernel].append(reduction / (kernel**2 * before * filters / (before + kernel**2 * filters)))
    assert f"at {max(shares[3]):.0%} of them or less in front of the 3×3, at {max(shares[5]):.0%} or less".replace("%", " %") in PROSE


def test_break_even_of_section_13_2(answer):
    def weights(r):
        return 192 * r + 9 * 128 * r

    assert weights(164) < 9 * 192 * 128 < weights(165) and "221,184 / 1,344, that is about 165" in PROSE
    assert answer["quiz"]["last_saving"] == 164


def test_shares_of_section_13_4():
    rows = googlenet.stages(224, 2)
    parameters, macs = (np.array([row[column] for row in rows]) for column in (2, 3))
    assert f"have {parameters[:2].sum() / parameters.sum():.1%} of the parameters and do {macs[:2].sum() / macs.sum():.1%}".replace("%", " %") in PROSE
    assert [row[1] for row in googlenet.stages(32, 2)[2:5]] == [4, 2, 1]
    assert 19 < 138_357_544 / parameters.sum() < 21  # "a twentieth of VGG-16's"


def test_what_paddles_own_googlenet_does_differently():
    """The box of section 13.3."""
    library = importlib.import_module("paddle.vision.models.googlenet")
    net = library.GoogLeNet(num_classes=0)
    assert [name for name, _ in net.named_parameters() if "bias" in name] == []
    sides, side = [112], 112
    for _ in range(4):
        side = nn.MaxPool2D(net._pool.ksize, net._pool.stride, net._pool.padding)(paddle.zeros([1, 1, side, 1 + net._pool.ksize])).shape[2]
        sides.append(side)
    assert sides == [112, 55, 27, 13, 6] and f"{', '.join(map(str, sides[:4]))} and {sides[4]} rows" in PROSE
    # Before its last ReLU the three branches of convolutions are linear: relu(f) - relu(-f) = f for an odd f, which then adds up.
    module = library.Inception(4, 4, 3, 2, 3, 2, 3, 1)
    x, y = paddle.randn([2, 1, 4, 6, 6])

    def odd(x):
        return (module(x) - module(-x))[:, :9].numpy()

    assert np.allclose(odd(x + y), odd(x) + odd(y), atol=1e-5) and abs(odd(x)).max() > 0.1
    ours = googlenet.Inception(4, (3, (2, 3), (2, 3), 1))
    assert not np.allclose(*(np.array(each) for each in (((ours(x + y) - ours(-x - y))[:, 3:9]), (ours(x) - ours(-x) + ours(y) - ours(-y))[:, 3:9])), atol=1e-2)


def test_default_stride_of_a_pooling():
    """The box "In Paddle" of section 13.1."""
    x = paddle.zeros([2, 6, 10, 12])
    assert nn.MaxPool2D(3)(x).shape[2:] == [3, 4] and nn.MaxPool2D(3, stride=1, padding=1)(x).shape[2:] == [10, 12]


def test_sums_of_check_yourself():
    few = googlenet.weights([(1, 256, 32), (5, 32, 96)])
    assert f"= {few:,}." in PROSE and f"= {googlenet.weights([(5, 256, 96)]):,}." in PROSE


def test_auxiliary_loss_is_paddles(answer):
    rng = np.random.default_rng(5)
    z, a = rng.normal(size=(2, 4, 3))
    labels = np.array([0, 2, 1, 1])
    tensors = [paddle.to_tensor(each, stop_gradient=False) for each in (z, a)]
    losses = [nn.functional.cross_entropy(each, paddle.to_tensor(labels)) for each in tensors]
    (losses[0] + 0.3 * losses[1]).backward()
    loss, dz, (da,) = answer["auxiliary_loss"](z, [a], labels)
    assert loss == pytest.approx(float(losses[0] + 0.3 * losses[1])) and np.allclose(dz, tensors[0].grad.numpy()) and np.allclose(da, tensors[1].grad.numpy())


def test_costs_of_the_narrow_networks_of_section_13_5(answer):
    assert f"sides with stride 1: {answer['stage_sides'](16, 1)}, with stride 2: {answer['stage_sides'](16, 2)}" in printed(NAME)
    found = re.findall(r"\n(?:NiN|GoogLeNet, stride \d): ([\d,]+) parameters, ([\d,]+) MAC", "\n" + printed(NAME))
    (nin, nin_macs), (one, one_macs), (two, two_macs) = ([int(value.replace(",", "")) for value in pair] for pair in found)
    assert one == two and round(one / nin) == 6 and one_macs < nin_macs  # "six times NiN's parameters and does less work"
    assert round(two_macs / one_macs, 1) == 0.3


def results():
    """{network: test accuracies of the three seeds} as the notebook prints them."""
    return {name: numbers(rf"\n{name} \[([^]]*)\]") for name in ("NiN", "GoogLeNet, stride 1")}


def test_comparison_of_section_13_5():
    nin, one = results().values()
    logistic = float(re.search(r"logistic regression: (\S+)", printed(NAME))[1])
    assert len(nin) == len(one) == 3
    assert abs(nin.mean() - 0.95) < 0.015 and abs(one.mean() - 0.78) < 0.03 and abs(logistic - 0.96) < 0.01
    assert nin.mean() - one.mean() > 2.7 * max(nin.std(ddof=1), one.std(ddof=1)) and logistic > nin.mean()


def test_losses_of_section_13_5():
    nin, one = (numbers(rf"{name} loss in the last epoch: \[([^]]*)\]") for name in ("NiN", "GoogLeNet, stride 1"))
    assert (one > 1.95 * nin).all()


def test_history_of_section_13_5():
    """The alt text of the curves says in words what is printed above them, and both still move at the end."""
    assert re.search(r"Budget quick: epochs = 3\n", printed(NAME))
    loss, _, validation = (numbers(rf"\n{key} \[([^]]*)\]") for key in ("loss", "accuracy", "validation_accuracy"))
    alt = next(text for text in alts() if text.startswith("Two panels over three epochs"))
    for name, values, form in (("loss", loss, "{:.1f}"), ("validation", validation, "{:.2f}")):
        found = re.search(rf"{name}[^.]*? from ([\d.]+) over ([\d.]+) to ([\d.]+\d)", alt).groups()
        assert np.allclose(np.array(found, dtype=float), values, atol=0.051 if name == "loss" else 0.021), name
    assert loss[1] - loss[2] > 0.1 and validation[2] - validation[1] > 0.03


def test_mistakes_of_section_13_5():
    wrong, right_sure, wrong_sure = re.search(r"(\d+) of 250 wrong; sure in the mean: right (\S+), wrong (\S+)", printed(NAME)).groups()
    assert int(wrong) == round(250 * (1 - results()["GoogLeNet, stride 1"][0])) and f"wrong in {wrong} of 250" in PROSE
    assert float(wrong_sure) < float(right_sure) - 0.1


def test_first_kernels_are_nearly_those_of_the_beginning():
    assert float(re.search(r"correlation with the beginning: (\S+)", printed(NAME))[1]) > 0.9


def test_both_strides_begin_with_equal_weights():
    nets = []
    for stride in (1, 2):
        paddle.seed(4)
        nets.append(googlenet.build(1 / 16, 1, 10, stride, normalized=True))
    assert all((a == b).all() for a, b in zip(*(net.parameters() for net in nets), strict=True))


def test_gradients_of_section_13_6():
    form = r"    seed \d: last module (\S+), conv1 (\S+); with heads (\S+), (\S+) times\n"
    found = {}
    for name in ("Paddle's beginning", "weights halved", "batch normalization"):
        lines = re.search(rf"\n{name}\n((?:{form}){{3}})", printed(NAME))[1]
        last, alone, helped, times = np.array(re.findall(form, lines), dtype=float).T
        assert np.allclose(helped / alone, times, rtol=0.12)
        found[name] = alone / last, times, alone
    (plain, plain_times, plain_alone), (_, halved_times, halved_alone), (normal, normal_times, _) = found.values()
    assert 1.3 < plain_times.min() and plain_times.max() < 4.6 and "one and a half to four times as large" in PROSE
    assert 3.8 < plain.min() and plain.max() < 6.5 and "four to six times as large" in PROSE
    assert (halved_alone < plain_alone / 3000).all() and 55 < halved_times.min() < halved_times.max() < 1200
    assert (normal > 100).all() and (abs(normal_times - 1) < 0.1).all()
