"""Chapter 03: its golden numbers, its figures and explorers, what it says of Paddle, and the benchmark that uses its functions."""

import base64
import re

import numpy as np
import paddle
import paddle.nn.functional as F
import pytest
from chapter_tools import CHAPTERS, GOLDEN, answers, printed

from course import channels, channels_mistakes, data, plots

NAME = "03-channels"


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


def texts(axes):
    return [text.get_text() for text in axes.texts]


# Golden numbers


@pytest.mark.parametrize("function", ["conv2d_nchw", "conv2d_im2col", "conv2d_grouped"])
def test_golden_multichannel(function):
    x = np.stack([np.arange(9.0).reshape(3, 3), np.arange(1.0, 10).reshape(3, 3)])[None]
    y = answers(NAME)[function](x, np.ones((3, 2, 2, 2)))
    assert y.tolist() == [[GOLDEN["conv.multichannel"]["expected"]] * 3]


def test_golden_multichannel_is_printed():
    assert "[[20. 28.]\n [44. 52.]]" in printed(NAME)
    assert printed(NAME).count("[[20. 28.]") == 4  # by hand, and three equal channels from Paddle


def test_golden_costs():
    conv_cost = answers(NAME)["conv_cost"]
    assert conv_cost(3, 6, 3, 32, 32)["parameters"] == GOLDEN["conv.params168"]["expected"]
    assert conv_cost(3, 10, 3, 32, 32)["parameters"] == GOLDEN["conv004.280"]["expected"]
    assert conv_cost(1, 1, 3, 32, 32, bias=False)["parameters"] == GOLDEN["conv.params3x3"]["expected"]
    assert conv_cost(3, 6, 3, 32, 32)["paddle_flops"] == GOLDEN["conv.flops151200"]["expected"]
    assert conv_cost(1, 1, 3, 32, 32)["macs"] == GOLDEN["flops.8100"]["expected"]


def test_golden_costs_are_printed():
    assert f"1 -> 1: {GOLDEN['conv.params3x3']['expected']} weights" in printed(NAME)
    assert f"together {GOLDEN['conv.params168']['expected']}\n" in printed(NAME)
    assert f"together {GOLDEN['conv004.280']['expected']}\n" in printed(NAME)
    assert f"multiplications: {GOLDEN['flops.8100']['expected']}  additions: 7200" in printed(NAME)
    assert f"Paddle's count, with bias: {GOLDEN['conv.flops151200']['expected']}" in printed(NAME)


# Solutions and likely mistakes


@pytest.mark.parametrize("stride, padding, dilation", [(1, 0, 1), (2, 1, 1), ((1, 2), (2, 0), (2, 1))])
def test_solutions_equal_paddle(stride, padding, dilation):
    rng, functions = np.random.default_rng(0), answers(NAME)
    x, w, b = (rng.normal(size=shape).astype("float32") for shape in ((2, 6, 9, 8), (4, 6, 3, 2), (4,)))
    x_paddle, w_paddle, b_paddle = map(paddle.to_tensor, (x, w, b))
    if dilation == 1:
        assert np.allclose(functions["conv2d_nchw"](x, w, b, stride, padding), F.conv2d(x_paddle, w_paddle, b_paddle, stride, padding).numpy(), atol=1e-5)
    settings = {"stride": stride, "padding": padding, "dilation": dilation}
    y = F.conv2d(x_paddle, w_paddle, b_paddle, **settings).numpy()
    assert np.allclose(functions["conv2d_im2col"](x, w, b, **settings), y, atol=1e-5)
    assert functions["conv2d_im2col"](x, w, b, **settings).dtype == np.float32
    for groups in (1, 2):
        y = F.conv2d(x_paddle, w_paddle[:, : 6 // groups], b_paddle, groups=groups, **settings).numpy()
        assert np.allclose(functions["conv2d_grouped"](x, w[:, : 6 // groups], b, groups=groups, **settings), y, atol=1e-5)


def test_known_mistakes_are_mistakes():
    """None of them equals the right answer where every setting matters."""
    rng = np.random.default_rng(1)
    x, w, b = rng.normal(size=(2, 4, 11, 12)), rng.normal(size=(6, 2, 3, 2)), rng.normal(size=6)
    settings = {"stride": (2, 3), "padding": (1, 2), "dilation": (2, 3)}
    y = channels_mistakes.correlate(x, w, b, groups=2, **settings)
    known = channels_mistakes.convolution(x, w, b, groups=2, **settings)
    assert len(known) > 40
    assert [mistake for mistake, wrong in known.items() if wrong.shape == y.shape and np.allclose(wrong, y)] == []
    right = answers(NAME)["im2col"](x, 3, 2, **settings)
    known = channels_mistakes.columns(x, 3, 2, **settings)
    assert len(known) > 20
    assert [mistake for mistake, wrong in known.items() if wrong.shape == right.shape and np.allclose(wrong, right)] == []


def test_cost_of_the_mistakes_is_that_of_the_solution():
    layer = {"c_in": 6, "c_out": 9, "k": 5, "height": 13, "width": 20, "stride": 2, "padding": 1, "groups": 3, "bias": True}
    right, known = channels_mistakes.cost(**layer)
    assert answers(NAME)["conv_cost"](**layer) == right
    usual = {"There is no bias here.", "There is no bias here, so nothing is added."}
    assert [mistake for key in known for mistake, wrong in known[key].items() if wrong == right[key] and mistake not in usual] == []


# Figures


def test_colour_photograph_becomes_grey_as_in_chapter_1():
    flower = channels.colour_photograph("flower")
    assert flower.shape == (3, 160, 240)
    grey = np.tensordot([0.299, 0.587, 0.114], flower, axes=1)
    assert f"{np.abs(grey - data.photograph('flower')).max():.4f}" == "0.0048"
    orange = flower[0] - flower[2]
    assert orange[80, 120] > 0.5 and np.median(orange) < 0


def test_channel_sum_writes_channels_kernels_parts_and_sum():
    x = np.stack([np.arange(9).reshape(3, 3), np.arange(1, 10).reshape(3, 3)])
    axes = {axes.get_title(): texts(axes) for axes in channels.channel_sum(x, np.ones((2, 2, 2))).axes}
    assert axes["channel 1 of x"] == [str(number) for number in range(1, 10)]
    assert axes["* kernel 0"] == ["1"] * 4
    assert axes["= part 0"] == ["8", "12", "20", "24"] and axes["= part 1"] == ["12", "16", "24", "28"]
    assert axes["sum of the parts: y"] == ["20", "28", "44", "52"]


@pytest.mark.parametrize("stride", [1, 2])
def test_the_matrix_of_the_explorer_is_im2col(stride):
    matrix, (rows, columns) = channels.windows_matrix(channels.SMALL_PICTURES, 2, 2, stride)
    assert np.array_equal(matrix, answers(NAME)["im2col"](channels.SMALL_PICTURES, 2, 2, stride))
    assert len(channels.SMALL_PICTURES) * rows * columns == matrix.shape[1]


def test_draw_columns_tells_and_marks_what_belongs_together():
    figure, alt = channels.draw_columns(picture=1, row=1, column=2, filter=2, stride=1)
    x, w = channels.SMALL_PICTURES, channels.SMALL_FILTERS
    y = answers(NAME)["conv2d_nchw"](x, w)
    window = " ".join(map(str, x[1, :, 1:3, 2:4].ravel()))
    assert f"column 11 of the matrix, {window}." in alt
    assert f"times that column is {y[1, 2, 1, 2]:.0f}, output channel 2" in alt
    bold = [text.get_text() for text in figure.axes[0].texts if text.get_weight() == "bold"]
    assert bold == [*map(str, x[1, 0, 1:3, 2:4].ravel()), *map(str, x[1, 1, 1:3, 2:4].ravel()), *window.split(), *map(str, w[2].ravel()), f"{y[1, 2, 1, 2]:.0f}"]


def test_explore_columns_moves_and_refuses_what_is_not_there():
    explorer = channels.explore_columns()
    before = shown(explorer)
    assert "column 7 of the matrix" in before[0] and "times that column is 3, output channel 1" in before[0]
    explorer.controls["column"].value = 2
    alt, picture = shown(explorer)
    assert "column 8 of the matrix" in alt and picture != before[1]
    explorer.controls["stride"].value = 2
    assert "with stride 2 the output has 1 by 2 positions: columns go from 0 to 1, and you chose 2" in explorer.message.value
    assert shown(explorer)[1] == picture
    explorer.controls["column"].value = 0
    assert explorer.message.value == "" and "stride 2: the window of both channels is column 2 " in shown(explorer)[0]
    explorer.controls["row"].value = 1
    assert "the only row is 0, and you chose 1" in explorer.message.value


def test_costs_that_the_explorer_draws_are_those_of_the_solution():
    conv_cost = answers(NAME)["conv_cost"]
    for groups in (1, 4):
        cost = conv_cost(8, 12, 3, 32, 32, padding=1, groups=groups)
        assert channels.layer_cost(8, 12, 3, 32, groups) == (cost["parameters"], cost["macs"])
    figure, alt = channels.draw_cost(8, 12, 3, 32, 4)
    links, parameters, macs = figure.axes
    assert links.images[0].get_array()[:4, :4].astype(int).tolist() == [[1, 1, 0, 0]] * 3 + [[0, 0, 1, 1]]
    assert [bar.get_width() for bar in parameters.patches] == [876, 228, 188]
    assert [bar.get_width() for bar in macs.patches] == [884_736, 221_184, 172_032]
    assert "4 groups: 228 parameters, 221,184 MACs" in alt and "24 of 96 pairs" in alt
    assert 172_032 / 884_736 == pytest.approx(1 / 12 + 1 / 9)


def test_explore_cost_moves_and_refuses_uneven_groups():
    explorer = channels.explore_cost()
    before = shown(explorer)
    explorer.controls["groups"].value = 3
    assert "3 groups do not divide 8 input channels" in explorer.message.value and shown(explorer) == before
    explorer.controls["groups"].value = 8
    assert "8 groups do not divide 12 output channels" in explorer.message.value
    explorer.controls["c_out"].value = 16
    assert explorer.message.value == "" and "8 groups: 160 parameters, 147,456 MACs" in shown(explorer)[0]


def test_a_race_takes_turns_and_is_drawn_as_multiples():
    calls = []
    seconds = channels.race({"a": lambda: calls.append("a"), "b": lambda: calls.append("b")}, repeats=2)
    assert calls == ["a", "b"] + ["a", "b"] * 2 and set(seconds) == {"a", "b"}
    figure, alt = channels.draw_race({"slow": 4.0, "half": 0.001, "fast": 0.002}, "fast")
    assert [bar.get_width() for bar in figure.axes[0].patches if bar.get_height() < 1][:3] == [2000, 0.5, 1]
    assert texts(figure.axes[0]) == ["2,000 ×", "0.5 ×", "1 ×"]
    assert alt.endswith("slow 2,000 ×; half 0.5 ×; fast 1 × the time of fast.")
    assert len(plots.png(figure)) > 1000


# What the prose claims


def test_what_the_lesson_prints():
    assert "(2, 3, 4, 6, 3, 2)\nnumbers shown: 864  numbers in memory: 252" in printed(NAME)
    assert "groups 3  weight paddle.Size([12, 2, 3, 3])  weights 216" in printed(NAME)
    assert "numbers in the pictures: 2352  in the columns: 30000\nratio: 12.8" in printed(NAME)
    assert "MACs: 145800  FLOPs as 2·MAC: 291600" in printed(NAME)
    differences = [float(number) for number in re.findall(r"largest difference: (\S+)", printed(NAME))]
    assert len(differences) == 4 and max(differences) < 1e-12


def test_paddle_notices_groups_that_do_not_divide_the_filters_at_the_first_call_only():
    layer = paddle.nn.Conv2D(4, 6, 3, groups=4)
    with pytest.raises(ValueError, match="should be divided by groups"):
        layer(paddle.ones([1, 4, 5, 5]))
    with pytest.raises(ValueError, match="in_channels must be divisible by groups"):
        paddle.nn.Conv2D(4, 6, 3, groups=3)
    with pytest.raises(ValueError, match=re.escape("filter's shape is [6, 3, 3, 3]")):
        F.conv2d(paddle.ones([1, 4, 5, 5]), paddle.ones([6, 3, 3, 3]))


@pytest.mark.skipif(tuple(map(int, np.__version__.split(".")[:2])) < (2, 4), reason="an older NumPy still converts arrays of one element")
def test_paddles_own_counter_fails_as_the_box_says(capsys):
    network = paddle.nn.Sequential(paddle.nn.Conv2D(3, 6, 3))
    with pytest.raises(TypeError, match="only 0-dimensional arrays can be converted to Python scalars"):
        paddle.flops(network, [1, 3, 32, 32])
    assert "0.total_ops" in network.state_dict()
    assert paddle.flops(paddle.nn.Conv2D(3, 6, 3), [1, 3, 32, 32]) == 0


def test_unfold_has_the_order_of_im2col():
    x = np.random.default_rng(2).normal(size=(2, 3, 5, 6)).astype("float32")
    columns = np.concatenate(list(F.unfold(paddle.to_tensor(x), [3, 2]).numpy()), axis=1)
    assert np.array_equal(columns, answers(NAME)["im2col"](x, 3, 2))


def test_chapter_03_has_its_exercises():
    assert CHAPTERS[NAME].exercises() == ["conv1x1", "conv2d_nchw", "conv_cost", "im2col", "conv2d_im2col", "conv2d_grouped"]


# The benchmark


def test_what_the_benchmark_measures_computes_what_paddle_computes(monkeypatch):
    from benchmarks import speed

    monkeypatch.setattr(speed, "ROUNDS", dict.fromkeys(speed.ROUNDS, 2))
    rng = np.random.default_rng(3)
    pictures, labels = rng.normal(size=(4, 1, 32, 32)).astype("float32"), rng.integers(0, 10, size=4)
    lines = speed.forward(pictures, "forward of 64 pictures") + speed.training(pictures, labels, "training step of 64 pictures")
    assert [float(line[-1]) < speed.TOLERANCE for line in lines if line[1] != "Paddle"] == [True] * 4
    assert "| training step of 64 pictures | Paddle |" in speed.page(lines)
    total = sum(parameter.size for parameter in speed.paddle_network().parameters())
    assert total == GOLDEN["lenet5.params"]["expected"]["total"]
    with pytest.raises(RuntimeError, match="differ by 1"):
        speed.deviation([np.array([2.0])], [np.array([1.0])])
