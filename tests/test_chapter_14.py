"""Chapter 14: its golden numbers, what its figures draw, its explorers moved, and what its prose claims."""

import base64
import re
from pathlib import Path

import numpy as np
import paddle
import pytest
from chapter_tools import CHAPTERS, GOLDEN, printed
from paddle import nn
from paddle.vision import models

from benchmarks import degradation
from course import data, resnet, resnet_runs
from course import resnet_mistakes as mistakes
from course.counting import count
from grader.submission import solutions

NAME = "14-resnet"
PROSE = " ".join(cell.source for cell in CHAPTERS[NAME].cells if cell.kind == "markdown").replace("\n", " ")


@pytest.fixture(scope="module")
def answer():
    """The names that the solutions define."""
    namespace = {"np": np, "paddle": paddle, "nn": nn, "BLOCKS": {depth: resnet.BLOCKS[depth] for depth in (18, 50, 101, 152)}}
    for code in solutions(CHAPTERS[NAME]).values():
        exec(code, namespace)
    return namespace


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


def whole(text):
    """A number as it is printed, with its commas."""
    return int(text.replace(",", ""))


# the golden numbers


def test_golden_resnet_18(answer):
    """The textbook's network has a bias in its stem, and so 64 parameters more than ours."""
    expected = GOLDEN["resnet18.params"]["expected"]
    counts = count(resnet.resnet_18(1, 10, stem_bias=True), [1, 1, 32, 32])
    assert counts.parameters == expected["trainable"] and counts.not_trainable == expected["running_stats"]
    assert f"{expected['trainable']:,}" in PROSE
    assert sum(row[0] for row in answer["resnet_cost"](18, 32, 1, 10)) == expected["trainable"] - 64


def test_golden_resnet_18_rows():
    """Every layer with parameters, by kind and shapes, in whatever order."""
    net = resnet.resnet_18(1, 10, stem_bias=True)
    layers = [layer for layer in net.sublayers() if isinstance(layer, (nn.Conv2D, nn.BatchNorm2D, nn.Linear))]
    found = sorted((type(layer).__name__, [list(parameter.shape) for parameter in layer.parameters()]) for layer in layers)
    assert found == sorted((kind, shapes) for _, kind, shapes, _ in GOLDEN["resnet18.rows"]["expected"])


def test_golden_resnet_18_flops(answer):
    """Of the textbook's network: the bias of its stem costs an addition for each output, and the mean over each map is a layer."""
    bias = 64 * 16 * 16
    net = answer["ResNet"](18, 1, 10)
    assert count(net, [1, 1, 32, 32]).paddle_flops + bias == GOLDEN["resnet18.flops"]["expected"]


def test_golden_idle_projections():
    expected = GOLDEN["resnet18.plain"]["expected"]
    words = f"used: {expected['used']:,}, held: {expected['held']:,}, idle: {expected['unused']:,}"
    assert words in printed(NAME) and f"{expected['unused']:,}" in PROSE
    net = resnet.resnet_18(1, 10, stem_bias=True, residual=False)
    means = 2 * 512  # a layer of Paddle's for the mean over maps of one pixel costs 1 + 1 for each
    assert count(net, [1, 1, 32, 32]).paddle_flops + means == expected["flops"]


def test_golden_deep_networks(answer):
    expected = GOLDEN["resnet50"]["expected"]
    for depth in ("50", "101", "152"):
        assert sum(row[0] for row in answer["resnet_cost"](int(depth), classes=1)) == expected[depth]
        assert f"ResNet-{depth}: {expected[depth]:,} parameters" in printed(NAME)
    net = answer["ResNet"](50, classes=1, width=2)
    kernels = [layer for layer in net.sublayers() if isinstance(layer, nn.Conv2D)]
    assert len(kernels) == expected["conv_on_main_path_50"] + expected["projection_convs"]
    assert "49 convolutions on the main path of ResNet-50, and 4 projections" in PROSE


def test_golden_parameters_of_paddles_networks(answer):
    eighteen, fifty = GOLDEN["resnet18.hapi"]["expected"], GOLDEN["resnet50.hapi"]["expected"]["params"]
    assert sum(row[0] for row in answer["resnet_cost"](18)) == eighteen["hapi"]
    assert sum(row[0] for row in answer["resnet_cost"](50)) == fifty
    assert f"{eighteen['course_model']:,} in place of {eighteen['hapi']:,}" in PROSE and f"{fifty:,}" in PROSE


def test_golden_shapes_of_resnet_50():
    expected = [shape[1:] for shape in GOLDEN["resnet50.shapes"]["expected"].values()]
    assert f"{expected}\n" in printed(NAME)
    assert [list(shape) for _, shape in resnet.walk(50, 224)[1:7]] == expected


def test_golden_flops_of_resnet_50():
    expected = GOLDEN["flops224"]["expected"]["resnet50"]
    parameters, macs, flops = re.search(r"\nparameters: ([\d,]+), .*\nMAC: ([\d,]+), Paddle's FLOPs: ([\d,]+)", printed(NAME)).groups()
    assert whole(flops) == expected and f"{expected:,}" in PROSE
    assert whole(parameters) == GOLDEN["resnet50"]["expected"]["50"]
    normalized = sum(filters * side * side for _, _, filters, side in mistakes.convolutions(50, 224, 3, 64))
    assert expected == whole(macs) + 2 * normalized + 50 * 2048  # what the box says


def test_golden_small_networks():
    """The paper's family at its own width, with projections."""
    for n in (1, 3, 5, 7, 9):
        assert count(resnet.small(6 * n + 2, width=16), [1, 1, 8, 8]).parameters == GOLDEN[f"cifar_resnet.n{n}"]["expected"]
        assert f"{6 * n + 2} layers, width 16: {GOLDEN[f'cifar_resnet.n{n}']['expected']:,} parameters" in printed(NAME)


def test_golden_bottleneck():
    expected = GOLDEN["bottleneck"]["expected"]
    assert f"channels: {expected['two_3x3']:,} weights; bottleneck: {expected['bottleneck']:,}; ratio {expected['ratio']}" in printed(NAME)


# the networks


@pytest.mark.parametrize("depth", [18, 34, 50])
def test_paddles_family_has_the_predicted_parameters(depth):
    net = getattr(models, f"resnet{depth}")()
    held = sum(int(np.prod(tensor.shape)) for tensor in net.parameters() if not tensor.stop_gradient)
    assert sum(row[0] for row in mistakes.costs(depth)) == held


def test_the_course_and_paddle_have_the_same_tensors():
    names = list(models.resnet18().state_dict())
    assert names == mistakes.paddle_names()
    assert [mistakes.our_name(name) for name in names] == list(resnet.resnet_18().state_dict())


def test_weights_from_paddle_give_paddles_scores(answer):
    theirs, rng = models.resnet18(), np.random.default_rng(2)
    for name, tensor in theirs.state_dict().items():
        if tensor.ndim == 1:
            tensor.set_value(rng.uniform(0.5, 1.5, tensor.shape).astype("float32"))
    ours = resnet.resnet_18()
    source, target = ({name: tensor.numpy() for name, tensor in net.state_dict().items()} for net in (theirs, ours))
    for name, value in answer["transfer"](source, target).items():
        ours.state_dict()[name].set_value(value)
    theirs.eval(), ours.eval()
    x = paddle.to_tensor(rng.normal(size=(2, 3, 64, 64)).astype("float32"))
    a, b = theirs(x).numpy(), ours(x).numpy()
    assert answer["largest_difference"](a, b) < 1e-6 * np.abs(a).max() + 1e-4


def test_the_plain_network_has_no_projection():
    kinds = [[layer._kernel_size for layer in resnet.small(8, residual).sublayers() if isinstance(layer, nn.Conv2D)] for residual in (False, True)]
    assert kinds[0].count([1, 1]) == 0 and kinds[1].count([1, 1]) == 2
    assert len(kinds[0]) == 7  # and one fully connected layer


@pytest.mark.parametrize("depth", [2, 7, 9, 18])
def test_depths_that_cannot_be_had(depth):
    with pytest.raises(ValueError, match="6n \\+ 2"):
        resnet.small(depth)


def test_a_residual_block_without_its_convolutions_hands_on():
    """Section 14.2: F = 0 and an input that is not negative."""
    block = resnet.Block(3, 3)
    block.bn2.weight.set_value(np.zeros(3, dtype="float32"))
    x = paddle.rand([2, 3, 5, 4])
    assert np.array_equal(block(x).numpy(), x.numpy())


def test_a_run_learns_and_is_the_same_again():
    rows = [resnet.small_run(8, True, seed=1, pictures=100, epochs=2) for _ in range(2)]
    assert np.allclose(rows[0], rows[1], atol=1e-3) and rows[0][1][0] < rows[0][0][0]
    assert np.shape(rows[0]) == (2, 3)


# the figures and explorers


def test_blocks_are_drawn_with_their_layers_and_the_way_around():
    figure = resnet.blocks_figure({"plain": (["A", "B"], None), "residual": (["A"], []), "projected": (["A"], ["P", "Q"])})
    assert [axes.get_title() for axes in figure.axes] == ["plain", "residual", "projected"]
    names = [[text.get_text() for text in axes.texts if text.get_text()] for axes in figure.axes]
    assert names == [["x", "A", "B", "ReLU", "y"], ["x", "A", "+", "ReLU", "y"], ["x", "A", "+", "ReLU", "y", "P", "Q"]]
    assert [len(axes.lines) for axes in figure.axes] == [0, 1, 1]


def test_runs_are_drawn_as_they_were_recorded():
    for shown_name, column in resnet.COLUMNS.items():
        figure, alt = resnet.draw_runs(20, shown_name)
        for line, kind in zip(figure.axes[0].lines, ("plain", "residual"), strict=True):
            assert np.allclose(line.get_ydata(), resnet.recorded(kind, 20)[..., column].mean(0)) and line.get_label() == kind
        assert f"plain {resnet.recorded('plain', 20)[:, -1, column].mean():.2f}" in alt


def test_explore_runs_redraws():
    explorer = resnet.explore_runs()
    alt, picture = shown(explorer)
    assert alt.startswith("Training loss of networks of 8 layers over 8 epochs")
    explorer.controls["depth"].value = 44
    assert "networks of 44 layers" in shown(explorer)[0] and shown(explorer)[1] != picture
    explorer.controls["shown"].value = "test accuracy"
    assert shown(explorer)[0].startswith("Test accuracy of networks of 44 layers")


def test_explore_walk_redraws_and_says_what_is_too_small():
    explorer = resnet.explore_walk()
    alt, picture = shown(explorer)
    assert "ResNet-50 on 224×224 pixels" in alt and "stage 4 2048×7×7" in alt
    explorer.controls["size"].value = 16
    assert "one left before the last stage" in explorer.message.value and shown(explorer) == (alt, picture)
    explorer.controls["size"].value = 32
    explorer.controls["depth"].value = 18
    assert explorer.message.value == "" and "stage 4 512×1×1" in shown(explorer)[0] and "pooling 64×8×8" in shown(explorer)[0]


def test_the_walk_is_that_of_the_network():
    net = resnet.resnet_18(width=4)
    x, shapes = paddle.zeros([1, 3, 70, 70]), []
    for part in (net.stem, *net.stages):
        x = part(x)
        shapes.append([16 * x.shape[1], *x.shape[2:]])
    assert shapes == [list(shape) for label, shape in resnet.walk(18, 70) if label == "pooling" or label.startswith("stage")]


# what the prose claims


def last_epochs(kind, depth):
    """Training loss and test accuracy, mean and spread, as the lesson prints them."""
    found = re.search(rf"\n{kind}, {depth} layers: training loss (\S+) ± (\S+) \(3 seeds\), test accuracy (\S+) ± (\S+)", "\n" + printed(NAME))
    return [float(number) for number in found.groups()]


def test_degradation_as_measured():
    shallow, deep = last_epochs("plain", 8), last_epochs("plain", 20)
    assert deep[0] - shallow[0] > 3 * (deep[1] + shallow[1]) and deep[2] < shallow[2] - deep[3]
    assert abs(shallow[0] - 0.2) < 0.05 and abs(deep[0] - 0.84) < 0.1
    assert abs(deep[2] - 0.4) < 0.06 and abs(deep[3] - 0.2) < 0.05 and abs(shallow[2] - 0.94) < 0.01
    assert 3.5 < deep[0] / shallow[0] < 4.5


def test_shortcuts_end_it():
    shallow, deep = last_epochs("residual", 8), last_epochs("residual", 20)
    assert abs(shallow[0] - 0.13) < 0.02 and abs(deep[0] - 0.12) < 0.02 and 0.85 < deep[2] < 0.92
    assert abs(deep[0] - shallow[0]) < deep[1] + shallow[1] and deep[2] < shallow[2] - shallow[3]  # "no better, and read fewer"


def last_losses(kind, depth, rate=0.05):
    """Training losses of the last recorded epoch, one for each seed."""
    return resnet.recorded(kind, depth, rate)[:, -1, 0]


def test_degradation_as_recorded():
    losses = {kind: [last_losses(kind, depth).mean() for depth in resnet.DEPTHS] for kind in resnet.KINDS}
    for means in losses.values():
        assert ", ".join(f"{mean:.2f}" for mean in means) in PROSE
    assert losses["plain"] == sorted(losses["plain"]) and losses["residual"][1:] == sorted(losses["residual"][1:])
    assert all(residual <= plain / 10 for plain, residual in list(zip(losses["plain"], losses["residual"]))[1:])
    for kind in resnet.KINDS:
        for depth in resnet.DEPTHS:
            values = last_losses(kind, depth)
            assert f"\n{kind}, {depth} layers, 8 epochs: training loss {values.mean():.3f} ± {values.std(ddof=1):.3f}" in printed(NAME)


def test_a_smaller_rate_at_44_layers():
    words = [f"{kind}, 44 layers at 0.01: training loss {last_losses(kind, 44, 0.01).mean():.3f}" for kind in resnet.KINDS]
    assert all(line in printed(NAME) for line in words)
    assert abs(last_losses("plain", 44, 0.01).mean() - 1.80) < 0.005 and abs(last_losses("plain", 44).mean() - 1.80) < 0.01
    assert f"from {last_losses('residual', 44).mean():.2f} down to {last_losses('residual', 44, 0.01).mean():.2f}" in PROSE
    assert f"from {last_losses('residual', 44).std(ddof=1):.2f} to {last_losses('residual', 44, 0.01).std(ddof=1):.2f}" in PROSE


def test_differences_seed_by_seed():
    for depth in resnet.DEPTHS:
        gaps = last_losses("residual", depth) - last_losses("plain", depth)
        assert f"\n{depth} layers at 0.05: training loss {gaps.mean():+.3f} ± {gaps.std(ddof=1):.3f}" in printed(NAME)
        assert f"{gaps.mean():.3f}".replace("-", "−") in PROSE and (depth == 8 or -gaps.mean() > 2 * gaps.std(ddof=1))


def test_eighteen_layers_read_crosswise_and_along_a_rate():
    """Every number that section 14.4 and the text behind exercise 14.2 name."""
    read = {(kind, rate): resnet.eighteen(kind, rate)[..., 2] for kind in resnet.KINDS for rate in (0.005, 0.01)}
    fifth = {key: accuracy[:, 4].mean() for key, accuracy in read.items()}
    one, other = (fifth["plain", 0.005], fifth["residual", 0.01]), (fifth["plain", 0.01], fifth["residual", 0.005])
    assert f"plain at 0.005 against residual at 0.01 is {one[0]:.2f} against {one[1]:.2f}." in PROSE
    assert f"Plain at 0.01 against residual at 0.005 is {other[0]:.2f} against {other[1]:.2f}." in PROSE
    assert f"is worth {one[1] - one[0]:.2f}, by the second {other[1] - other[0]:.2f}." in PROSE
    first = sorted(read["residual", rate][:, 0].mean() for rate in (0.005, 0.01))
    assert f"read {first[0]:.2f} to {first[1]:.2f} of the test digits" in PROSE
    assert all(read["plain", rate][:, 0].mean() < 0.15 and round(read["plain", rate][:, 11].mean(), 2) == 0.93 for rate in (0.005, 0.01))
    assert [round(read["residual", rate][:, 11].mean(), 2) for rate in (0.005, 0.01)] == [0.96, 0.97]
    gaps = {rate: read["residual", rate] - read["plain", rate] for rate in (0.005, 0.01)}
    for epoch, low, high in [(1, 0.2, 0.3), (5, 0.065, 0.085), (12, 0.025, 0.035)]:
        for rate, gap in gaps.items():
            mean, spread = gap[:, epoch - 1].mean(), gap[:, epoch - 1].std(ddof=1)
            assert low < mean < high
            assert f"\n18 layers at {rate}, epoch {epoch}: test accuracy {mean:+.3f} ± {spread:.3f}" in printed(NAME)
    assert f"{gaps[0.005][:, 11].min():.3f}".replace("-", "−") + f" and another {gaps[0.005][:, 11].max():+.3f}" in PROSE
    last = {rate: gap[:, 11].mean() / gap[:, 11].std(ddof=1) for rate, gap in gaps.items()}
    assert last[0.005] < 1 and 2.5 < last[0.01] < 3.5


def test_eighteen_layers_learn_faster_with_shortcuts():
    for epoch, size in [(5, 0.3), (12, 0.11)]:
        for rate in (0.005, 0.01):
            plain, residual = (resnet.eighteen(kind, rate)[:, epoch - 1, 0] for kind in resnet.KINDS)
            mean, spread = (residual - plain).mean(), (residual - plain).std(ddof=1)
            assert abs(-mean - size) < 0.01 and -mean > 3 * spread
            assert f"\n18 layers at {rate}, epoch {epoch}: training loss {mean:+.3f} ± {spread:.3f}" in printed(NAME)


def test_the_test_pictures_may_be_read_once():
    often, once = (resnet.small_run(8, True, seed=1, pictures=50, epochs=2, always_test=all_epochs) for all_epochs in (True, False))
    assert np.isnan(once[0][2]) and np.allclose(often[1], once[1], atol=1e-3) and np.allclose(often[0][:2], once[0][:2], atol=1e-3)


def test_a_recorded_run_can_be_made_again():
    """As far as rounding goes: another processor may add in another order, and training makes that grow."""
    training, _, test = data.digits(8)
    rows = resnet.learning_run(lambda: resnet.small(8, True), 0.05, 0, training.take(slice(500)), test, 2)
    assert np.allclose(rows, resnet.recorded("residual", 8)[0, :2], atol=0.05)


def test_the_script_would_record_nothing_more(tmp_path, monkeypatch):
    """benchmarks/degradation.py knows the settings that are recorded, and writes them as they stand."""
    monkeypatch.setattr(degradation, "PATH", tmp_path / "resnet_runs.py")
    assert set(degradation.SMALL) == set(resnet_runs.SMALL) and set(degradation.EIGHTEEN) == set(resnet_runs.EIGHTEEN)
    degradation.write(resnet_runs.SMALL, resnet_runs.EIGHTEEN)
    assert (tmp_path / "resnet_runs.py").read_text() == Path(resnet_runs.__file__).read_text()


def test_every_setting_has_three_seeds():
    assert {np.shape(runs) for runs in resnet_runs.SMALL.values()} == {(3, 8, 3)}
    assert {np.shape(runs) for runs in resnet_runs.EIGHTEEN.values()} == {(3, 12, 3)}


def test_sizes_of_the_small_networks():
    counts = [count(resnet.small(depth, residual=False), [1, 1, 8, 8]) for depth in (8, 20, 32, 44)]
    assert {b.parameters - a.parameters for a, b in zip(counts, counts[1:])} == {48_832}
    assert {b.macs - a.macs for a, b in zip(counts, counts[1:])} == {442_368}
    assert counts[1].parameters > 3 * counts[0].parameters


def test_costs_beside_vgg(answer):
    parameters, macs = np.sum(answer["resnet_cost"](50), axis=0)
    vgg_parameters, vgg_macs = 138_357_544, 15_470_264_320
    assert parameters < vgg_parameters / 5 and 0.2 < macs / vgg_macs < 0.3
    deep = np.sum(answer["resnet_cost"](152, classes=1), axis=0)[1]
    assert deep < vgg_macs and f"{deep / 1e9:.1f} billion" in PROSE
    shallow = np.sum(answer["resnet_cost"](18, classes=1), axis=0)[1]
    assert f"do {deep / shallow:.1f} times the work" in PROSE


def test_the_published_check_overlooks_twelve_tensors():
    fresh, plain, absolute = (float(re.search(pattern, printed(NAME))[1]) for pattern in (r"\ndifference: (\S+)\n", r"difference: (\S+), with", r"absolute values: (\S+)"))
    assert fresh < 1e-5 and abs(plain - 26) < 0.5 and abs(absolute - 27) < 0.5
    names = [name for name in mistakes.paddle_names() if "downsample.1" in name]
    assert len(names) == 12


def test_the_transfer_as_printed():
    tensors, difference = re.search(r"(\d+) tensors, largest difference (\S+)", printed(NAME)).groups()
    assert int(tensors) == len(mistakes.paddle_names()) == 102 and float(difference) < 1e-4
    assert "stem.0.bias" in re.search(r"ValueError: (.*)", printed(NAME))[1]


def test_deeper_without_a_difference():
    assert float(re.search(r"\nlargest difference: (\S+)", printed(NAME))[1]) == 0


def test_a_resnet_learns_digits():
    loss, accuracy = re.search(r"epoch 4/4.*loss=(\S+), accuracy=([\d.]+)", printed(NAME)).groups()
    assert float(loss) < 0.2 and abs(float(accuracy) - 0.96) < 0.02
    assert abs(float(re.search(r"test accuracy (\S+), one seed", printed(NAME))[1]) - 0.92) < 0.04
    assert "The weights of epoch 3" in printed(NAME)
