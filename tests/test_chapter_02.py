"""Chapter 02: its golden numbers, the figures of course.padding_stride and course.receptive_field, and what its prose claims."""

import base64
import re

import numpy as np
import paddle
import pytest
from chapter_tools import CHAPTERS, GOLDEN, answers, printed
from matplotlib.patches import Rectangle
from paddle import nn

from course import padding_mistakes, padding_stride, plots, receptive_field

NAME = "02-padding-stride"
CONVOLUTIONS = [id for id in GOLDEN if id.startswith("outsize.") and "H" in GOLDEN[id]["inputs"]]
STACKS = [id for id in GOLDEN if id.startswith("rf.") and "inputs" in GOLDEN[id]]
VGG = ([(3, 1)] * 2 + [(2, 2)]) * 2 + ([(3, 1)] * 3 + [(2, 2)]) * 3


@pytest.fixture(scope="module")
def solved():
    return answers(NAME)


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


# Golden numbers


def test_all_golden_numbers_of_the_chapter_are_held():
    assert len(CONVOLUTIONS) == 10 and len(STACKS) == 5
    assert len(CHAPTERS[NAME].exercises()) == 7


@pytest.mark.parametrize("id", CONVOLUTIONS)
def test_golden_output_sizes(solved, id):
    inputs = GOLDEN[id]["inputs"]
    sizes = inputs["H"], inputs["k"], inputs["s"], inputs["p"]
    assert solved["output_size"](*sizes) == GOLDEN[id]["expected"]
    assert len(padding_stride.first_pixels(*sizes, sizes[3])) == GOLDEN[id]["expected"]
    if inputs["H"] != 32:  # that one is among the narrow, same and wide
        assert f"{inputs['H']} pixels become {GOLDEN[id]['expected']}" in printed(NAME)


def test_golden_narrow_same_and_wide(solved):
    for name in ("narrow", "same", "wide"):
        golden = GOLDEN[f"outsize.{name}"]
        n, k, p = (golden["inputs"][key] for key in "MUP")
        assert solved["output_size"](n, k, padding=p) == golden["expected"]
        assert f"{name}: {p} zeros on each side, {n} pixels become {golden['expected']}" in printed(NAME)


@pytest.mark.parametrize("id", STACKS)
def test_golden_receptive_fields(solved, id):
    layers = GOLDEN[id]["inputs"]["layers"]
    assert solved["receptive_field_size"](layers) == GOLDEN[id]["expected"]
    assert receptive_field.size([(k, stride, 1) for k, stride in layers]) == GOLDEN[id]["expected"]
    assert f": gradient {GOLDEN[id]['expected']}, computed {GOLDEN[id]['expected']}\n" in printed(NAME)


def test_golden_receptive_field_of_vgg16(solved):
    expected = GOLDEN["rf.vgg16"]["expected"]
    assert solved["receptive_field_size"](VGG) == expected["after_pool5"]
    assert solved["receptive_field_size"](VGG[:-1]) == expected["conv5_3"]
    assert receptive_field.size([(*layer, 1) for layer in VGG]) == expected["after_pool5"]
    assert receptive_field.parse_layers(receptive_field.EXAMPLES["VGG-16"]) == [(*layer, 1) for layer in VGG]
    assert f"VGG-16 before its last pooling: gradient {expected['conv5_3']}, computed {expected['conv5_3']}" in printed(NAME)
    assert f"VGG-16: gradient {expected['after_pool5']}, computed {expected['after_pool5']}" in printed(NAME)


def test_golden_weights_of_stacked_kernels():
    expected = GOLDEN["vgg.params3x3"]["expected"]
    assert f"2 layers of 3×3: {expected['2x(3x3)']} C²   one of 5×5: {expected['5x5']} C²" in printed(NAME)
    assert f"3 layers of 3×3: {expected['3x(3x3)']} C²   one of 7×7: {expected['7x7']} C²" in printed(NAME)
    assert (round(100 * (1 - 27 / 49)), round(100 * (1 - 18 / 25))) == (45, 28)


# What the prose claims


def test_what_the_notebook_prints_is_what_its_prose_reads_aloud():
    said = printed(NAME)
    assert "layers: 15" in said and "6, 4, 2]" in said
    assert "[[0.44 0.67 0.67 0.67 0.44]" in said
    assert "conv2d: [8, 14]  pad: [12, 10]" in said
    assert "stride 2:\n [[ 6.  8.]\n [16. 18.]]" in said
    assert "every second pixel: [0 0 0 0]\nmean of two, then every second: [0.5 0.5 0.5 0.5]" in said
    assert "padding 0: 49 outputs, pixels never looked at: [99]\npadding 1: 50 outputs, pixels never looked at: []" in said
    assert "[100, 50]\n" in said and "[100, 50, 26]" in said
    assert "SAME [ 6. 12. 18. 15.]\n[0, 1] [ 3.  9. 15. 21.]" in said
    assert "SAME [210. 321. 432. 543. 654. 765. 876.  87.]\n[0, 2] [310. 420. 531." in said
    assert "[1 3 6 7 6 3 1] sum: 27" in said
    assert float(re.search(r"largest difference: (\S+)", said)[1]) < 1e-10
    inner, area = re.search(r"inner 11×11: (\S+) ± .* over 20 networks\ntheir share of the area: (\S+)", said).groups()
    assert float(inner) > 0.75 and float(area) == 0.27


def test_a_1x1_kernel_with_stride_2_sees_a_quarter():
    rows = padding_stride.looks(n=8, k=1, stride=2)
    assert np.outer(rows, rows).sum() / 64 == 0.25


def test_measured_influence_is_a_bell_wider_than_the_counted_paths():
    source = next(cell.source for cell in CHAPTERS[NAME].cells if "def gradients_of_random_networks" in cell.source)
    lesson = {"np": np, "paddle": paddle}
    exec(source, lesson)
    across = lesson["shares"].mean(axis=0)[10]
    paths = np.array([1])
    for _ in range(10):
        paths = np.convolve(paths, [1, 1, 1])
    columns = np.arange(21)

    assert (round(float((lesson["shares"][:, 10] / lesson["shares"][:, 10].sum(axis=1, keepdims=True)).mean(axis=0).max()), 2)) == 0.13
    assert round(paths.max() / paths.sum(), 2) == 0.15

    def spread(share):
        share = share / share.sum()
        middle = (share * columns).sum()
        return np.sqrt((share * (columns - middle) ** 2).sum())

    assert spread(paths) < spread(across) < spread(np.ones(21)) * 0.7
    assert across[[0, 20]].max() < 0.02 * across.max()


def test_stacks_without_and_with_downsampling_cost_what_the_card_says(solved):
    assert 15 * 9 == 135 and 1 + 15 * 2 == 31 and 3 * 81 + 49 == 292
    padding_mistakes.check_stack("no downsampling", solved["cheapest_stack"](31, 1, 4), 31, 1, 4, 292)
    padding_mistakes.check_stack("downsampling", [(3, 2), (3, 2), (5, 1), (3, 1)], 31, 4, 4, 52)
    strides = [stride for _, stride in solved["cheapest_stack"](212, 16, 5)]
    kernels = [k for k, _ in solved["cheapest_stack"](212, 16, 5)]
    assert strides == sorted(strides, reverse=True) and kernels == sorted(kernels)


@pytest.mark.parametrize("n, k, stride", [(8, 3, 2), (9, 3, 2), (10, 4, 1), (13, 6, 3), (7, 2, 3), (17, 5, 4), (12, 1, 5)])
def test_same_padding_is_what_paddle_does(solved, n, k, stride):
    x = paddle.to_tensor(np.random.default_rng(n).normal(size=(1, 1, 1, n)))
    w = paddle.to_tensor(np.random.default_rng(k).normal(size=(1, 1, 1, k)))
    same, ours = (
        paddle.nn.functional.conv2d(x, w, stride=[1, stride], padding=padding).numpy()
        for padding in ("SAME", [0, 0, *solved["same_padding"](n, k, stride)])
    )
    assert same.shape[3] == -(-n // stride)
    np.testing.assert_allclose(same, ours)


@pytest.mark.parametrize("n, k, stride, dilation", [(20, 3, 1, 4), (15, 4, 2, 3), (11, 1, 3, 2), (9, 5, 4, 2)])
def test_same_padding_with_dilation_gives_the_promised_size_with_the_fewest_zeros(solved, n, k, stride, dilation):
    before, after = solved["same_padding"](n, k, stride, dilation)
    assert solved["output_size"](n, k, stride, (before, after), dilation) == -(-n // stride)
    assert after - before in (0, 1)
    if after:
        fewer = n + before + after - 1 - dilation * (k - 1) - 1
        assert fewer // stride + 1 < -(-n // stride)


def test_paddle_drops_the_dilation_of_same_in_function_and_layer():
    x, w = paddle.rand([1, 1, 9, 9]), paddle.rand([1, 1, 3, 3])
    plain = paddle.nn.functional.conv2d(x, w, padding="SAME")
    assert np.array_equal(paddle.nn.functional.conv2d(x, w, padding="SAME", dilation=2), plain)
    layer = nn.Conv2D(1, 1, 3, padding="SAME", dilation=2, bias_attr=False)
    layer.weight.set_value(w)
    assert np.array_equal(layer(x), plain)


def test_paddle_does_not_refuse_a_kernel_that_is_too_large_by_one():
    x, w = paddle.ones([1, 1, 5, 7]), paddle.ones([1, 1, 6, 3])
    assert paddle.nn.functional.conv2d(x, w).shape == [1, 1, 0, 5]
    assert paddle.nn.functional.conv2d(x, w, stride=2).shape == [1, 1, 1, 3]


def test_paddles_other_padding_modes_take_one_number():
    assert nn.Conv2D(1, 1, 1, padding=1, padding_mode="reflect")(paddle.ones([1, 1, 5, 7])).shape == [1, 1, 7, 9]
    with pytest.raises(TypeError, match="type of padding must be int"):
        nn.Conv2D(1, 1, 1, padding=[1, 2], padding_mode="reflect")
    with pytest.raises(TypeError, match="padding_mode"):
        paddle.nn.functional.conv2d(paddle.ones([1, 1, 5, 7]), paddle.ones([1, 1, 1, 1]), padding_mode="reflect")


@pytest.mark.parametrize("stride, padding", [(1, 0), (2, 1), ((2, 3), (1, 2)), ((1, 2), (0, 1, 2, 3))])
def test_conv2d_and_the_table_of_mistakes_agree_with_paddle(solved, stride, padding):
    rng = np.random.default_rng(8)
    x, w = rng.normal(size=(9, 11)), rng.normal(size=(3, 2))
    expected = paddle.nn.functional.conv2d(
        paddle.to_tensor(x[None, None]), paddle.to_tensor(w[None, None]), stride=stride, padding=list(padding_mistakes.four(padding))
    ).numpy()[0, 0]
    np.testing.assert_allclose(solved["conv2d"](x, w, 0.5, stride, padding), expected + 0.5)
    y, wrong = padding_mistakes.strided(x, w, 0.5, stride, padding)
    np.testing.assert_allclose(y, expected + 0.5)
    assert len(wrong) > 20
    np.testing.assert_allclose(padding_mistakes.padded(x, padding), solved["pad2d"](x, padding))


# course.padding_mistakes


def test_mistakes_that_lead_to_the_right_number_are_not_named():
    assert padding_mistakes.told_apart(5, {"a": 5, "b": 6, "c": 7, "d": 6}) == {"b Or: d": 6, "c": 7}
    assert 50 not in padding_mistakes.size(100, 3, 2, 1).values()
    assert padding_mistakes.chain(100, [(3, 2, 1)] * 2)[0] == [100, 50, 25]
    assert [100, 50, 26] in padding_mistakes.chain(100, [(3, 2, 1)] * 2)[1].values()
    assert padding_mistakes.same(8, 3, 2)[0] == [0, 1]
    assert padding_mistakes.field([(3, 2), (3, 1)])[0] == 7


@pytest.mark.parametrize(
    "stack, says",
    [
        ([(3, 1)] * 3, "one output sees 7 pixels; it has to see 9"),
        ([(4, 1), (7, 1)], "kernels may be 3, 5, 7, 9 or 11"),
        ([(3, 3), (7, 1)], "strides may be 1 or 2"),
        ([(3, 1)] * 4, "these are 4 layers; at most 3 may be used"),
        ([(3, 2), (3, 2), (3, 2)], "its strides multiply to 8; at most 2 is allowed"),
        ([(9, 1)], "it has 81 weights and sees 9 pixels; 27 weights are enough\n    Likely mistake: one large kernel"),
        (None, "expected a list of layers"),
        ([3, 1], "expected a list of layers"),
    ],
)
def test_a_stack_that_breaks_a_rule_is_told_which(stack, says):
    with pytest.raises(AssertionError, match=re.escape(says)):
        padding_mistakes.check_stack("case", stack, 9, 2, 3, 27, {"one large kernel": 81})


# course.padding_stride


def test_looks_count_the_windows_over_each_pixel():
    assert padding_stride.looks(5, 3).tolist() == [1, 2, 3, 2, 1]
    assert padding_stride.looks(4, 3, stride=2, before=1, after=1).tolist() == [1, 1, 2, 1, 1, 0]
    assert padding_stride.looks(6, 2, stride=3, dilation=2).tolist() == [1, 0, 1, 1, 0, 1]
    assert padding_stride.first_pixels(8, 3, 2, 1, 1).tolist() == [-1, 1, 3, 5]
    with pytest.raises(ValueError, match="it reaches over 5 pixels, and with its padding the picture has 4"):
        padding_stride.looks(3, 3, before=1, dilation=2)


def test_positions_draw_each_kernel_where_it_stands():
    axes = padding_stride.positions(8, 3, 2, 1, 1, 1).axes[0]
    taps = [patch for patch in axes.patches if isinstance(patch, Rectangle) and round(patch.get_width(), 2) == 0.84]
    assert [int(np.floor(patch.get_x())) for patch in taps] == [-1, 0, 1, 1, 2, 3, 3, 4, 5, 5, 6, 7]
    crosses = [text.get_position()[0] for text in axes.texts if text.get_text() == "×"]
    assert crosses == [8.5]  # the zero behind pixel 7
    assert [label.get_text() for label in axes.get_yticklabels()] == ["output 0", "output 1", "output 2", "output 3"]
    assert axes.get_title() == "(8 + 1 + 1 − 3) / 2 = 3.5, rounded down 3, and 1 for the start: 4 outputs"
    assert not any(side.get_visible() for side in axes.spines.values())


def test_a_dilated_kernel_leaves_gaps():
    axes = padding_stride.positions(9, 3, 3, 0, 0, 2).axes[0]
    assert [text.get_position()[0] - 0.5 for text in axes.texts if text.get_text() == "×"] == [1, 6, 8]


def test_the_padding_explorer_follows_its_sliders_and_shows_what_does_not_fit():
    explorer = padding_stride.explore()
    alt, before = shown(explorer)
    assert alt.endswith("4 outputs. Pixels never looked at: none; zeros of the padding never read: 1.")
    explorer.controls["stride"].value = 4
    alt, after = shown(explorer)
    assert alt.endswith("rounded down 1, and 1 for the start: 2 outputs. Pixels never looked at: 2, 6, 7; zeros of the padding never read: 1.")
    assert after != before
    explorer.controls["k"].value = 7
    explorer.controls["n"].value = 4
    alt, impossible = shown(explorer)
    assert alt.endswith("In a red frame: the kernel does not fit: it reaches over 7 pixels, and with its padding the picture has 6.")
    assert impossible != after and explorer.message.value == ""


def test_an_impossible_setting_has_a_red_frame_and_a_kernel_that_sticks_out():
    axes = padding_stride.positions(4, 7, 1, 0, 0, 1).axes[0]
    assert all(side.get_visible() and side.get_linewidth() == 3 for side in axes.spines.values())
    assert "does not fit" in axes.get_title() and axes.get_xlim()[1] > 7


@pytest.mark.parametrize("setting", [(24, 1, 1, 4, 4, 1), (1, 1, 1, 0, 0, 1), (1, 7, 5, 0, 0, 4), (24, 7, 5, 4, 0, 3)])
def test_every_corner_of_the_sliders_draws(setting):
    figure, alt = padding_stride.draw_positions(*setting)
    assert len(plots.png(figure)) > 1000 and len(alt) > 60


# course.receptive_field


@pytest.mark.parametrize(
    "text, layers",
    [("3 1, 3 2, 5 1", [(3, 1, 1), (3, 2, 1), (5, 1, 1)]), (" 3  1 4 ", [(3, 1, 4)])],
)
def test_layers_are_read_from_text(text, layers):
    assert receptive_field.parse_layers(text) == layers


@pytest.mark.parametrize("text", ["", "3", "3 1,", "3 1, x 2", "3 0", "-3 1", "3 1 1 1", "3.0 1", "999 1", "² 1"])
def test_what_is_no_layer_is_told(text):
    with pytest.raises(ValueError, match=r"layer \d+ is .*; "):
        receptive_field.parse_layers(text)


def test_seen_lists_the_pixels_at_each_level():
    assert [level.tolist() for level in receptive_field.seen([(3, 2, 1), (3, 1, 1)])] == [[0, 1, 2, 3, 4, 5, 6], [0, 1, 2], [0]]
    assert receptive_field.seen([(3, 1, 2)])[0].tolist() == [0, 2, 4]


def test_the_pyramid_draws_every_cell_over_what_it_sees():
    axes = receptive_field.pyramid([(3, 2, 1), (3, 1, 1)]).axes[0]
    cells = [(patch.get_y(), patch.get_x(), patch.get_width()) for patch in axes.patches if isinstance(patch, Rectangle)]
    assert cells == [(0, x, 1) for x in range(7)] + [(1, 0.5 + 2 * x, 2) for x in range(3)] + [(2, 2.5, 2)]
    assert list(zip(axes.get_xticks(), [label.get_text() for label in axes.get_xticklabels()]))[:2] == [(0.5, "0"), (1.5, "1")]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["picture", "kernel 3, stride 2: sees 3", "kernel 3, stride 1: sees 7"]


def test_the_layer_explorer_follows_preset_and_text():
    explorer = receptive_field.explore_layers()
    assert shown(explorer)[0] == "A pyramid: after each layer one pixel sees 3, 5, 7 pixels of the picture along a side."
    explorer.children[0].value = "LeNet"
    alt, picture = shown(explorer)
    assert "sees 5, 6, 14, 16, 32 pixels" in alt
    explorer.controls["layers"].value = "3 1 2, 3 1 2"
    alt, gaps = shown(explorer)
    assert "sees 5, 9 pixels" in alt and "4 of the 9 are gaps that no weight meets" in alt and gaps != picture
    for text, says in [
        ("3 1, 3", "layer 2 is &#x27;3&#x27;; write kernel and stride"),
        ("200 4, 200 1", "one output pixel sees 996 pixels: too many to draw"),
    ]:
        explorer.controls["layers"].value = text
        assert says in explorer.message.value and 'role="alert"' in explorer.message.value
        assert shown(explorer)[1] == gaps
    explorer.controls["layers"].value = ", ".join(["3 250"] * 9)  # would be astronomically many
    assert "too many to draw" in explorer.message.value


def network(*layers):
    paddle.seed(4)
    return nn.Sequential(*layers)


RELU, POOL = nn.ReLU(), nn.AvgPool2D(2)
LENET = [nn.Conv2D(1, 6, 5), nn.ReLU(), nn.MaxPool2D(2), nn.Conv2D(6, 16, 5), nn.Sigmoid(), nn.AvgPool2D(2, 2), nn.Conv2D(16, 4, 5)]


@pytest.mark.parametrize(
    "layers, rows, columns",
    [
        (LENET, 32, 32),
        ([nn.Conv2D(3, 2, (3, 5), stride=(2, 1), padding=(0, 2))], 3, 5),
        ([nn.Conv2D(1, 2, 3, padding=[1, 0, 2, 1]), nn.Tanh(), nn.Conv2D(2, 1, 3, stride=2), nn.AvgPool2D(3, 2, padding=1)], 9, 9),
        ([nn.Conv2D(1, 2, 3, stride=2, padding="SAME"), nn.Conv2D(2, 1, 4, padding="SAME")], 9, 9),
        ([POOL, RELU, nn.Conv2D(1, 1, 3), RELU, POOL, POOL], 12, 12),  # layers used twice
        ([nn.Conv2D(1, 2, 3, padding="SAME", dilation=3)], 3, 3),  # Paddle drops the dilation
        ([nn.Conv2D(1, 2, 3, padding="valid"), nn.Sequential(nn.BatchNorm2D(2), nn.LeakyReLU(), nn.Conv2D(2, 2, 3, groups=2)), nn.Dropout(0.9)], 5, 5),
    ],
)
@pytest.mark.parametrize("output", ["in the middle", "in a corner"])
def test_the_gradient_reaches_exactly_as_far_as_computed(layers, rows, columns, output):
    figure, alt = receptive_field.draw_network(network(*layers), pictures=3, weights="all equal", output=output)
    assert f"computed {rows}×{columns}" in alt
    size = re.search(r"(\d+×\d+) of it inside|computed (\d+×\d+);", alt)
    assert f"the gradient reaches {size[1] or size[2]}." in alt
    frame = next(patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle))
    lit_rows, lit_columns = np.nonzero(figure.axes[0].images[0].get_array())
    assert frame.get_xy() == (lit_columns.min() - 0.5, lit_rows.min() - 0.5)
    assert (frame.get_width(), frame.get_height()) == (np.ptp(lit_columns) + 1, np.ptp(lit_rows) + 1)


def test_a_gap_inside_the_receptive_field_is_explained():
    def alt(*layers):
        return receptive_field.draw_network(network(*layers), pictures=1)[1]

    assert "max pooling hands its gradient to one pixel" in alt(nn.MaxPool2D(3, 3))
    assert "8 of the 9 pixels in the frame are black" in alt(nn.MaxPool2D(3, 3))
    assert "dilation or a stride larger than the kernel leaves gaps" in alt(nn.Conv2D(1, 1, 3, dilation=2))
    dead = nn.Conv2D(1, 1, 3)
    dead.weight.set_value(-paddle.ones([1, 1, 3, 3]))
    assert "ReLU passes nothing where its input is negative" in alt(dead, nn.ReLU())
    dead.weight.set_value(np.array([[[[0, 1, 1], [0, 1, 1], [0, 1, 1]]]], dtype="float32"))
    assert "some weights are 0" in alt(dead) and "the gradient reaches 3×2" in alt(dead)


def test_the_network_explorer_leaves_the_network_as_it_was():
    net = network(nn.Conv2D(1, 2, 3), nn.BatchNorm2D(2), nn.ReLU(), nn.MaxPool2D(2), nn.Conv2D(2, 1, 3))
    weight = net[0].weight.numpy()
    explorer = receptive_field.explore(net)
    alt, before = shown(explorer)
    assert alt.startswith("Receptive field of the output pixel in the middle, computed 8×8; the gradient reaches 8×8.")
    explorer.controls["weights"].value = "all equal"
    assert shown(explorer)[1] != before
    explorer.controls["output"].value = "in a corner"
    assert "in a corner, computed 8×8" in shown(explorer)[0]
    explorer.controls["pictures"].value = 1
    assert "max pooling" in shown(explorer)[0] or "reaches 8×8" in shown(explorer)[0]
    assert np.array_equal(net[0].weight.numpy(), weight) and net.training and net[1].training
    assert net[0].weight.grad is None


@pytest.mark.parametrize(
    "net, says",
    [
        (nn.Linear(2, 2), "this is a Linear; hand over a paddle.nn.Sequential"),
        (nn.Sequential(nn.Conv2D(1, 2, 3), nn.Flatten(), nn.Linear(2, 1)), "layer 1 is Flatten, which sees the whole picture; hand over the layers before it"),
        (nn.Sequential(nn.Conv2D(1, 2, 3), nn.PixelShuffle(2)), "layer 1 is PixelShuffle, which this explorer does not know"),
        (nn.Sequential(nn.ReLU()), "no convolution and no pooling"),
        (nn.Sequential(nn.Conv2D(64, 640, 11), nn.Conv2D(640, 640, 11)), "build the network with fewer channels"),
        (nn.Sequential(*[nn.MaxPool2D(3)] * 7), "too large to try"),
    ],
)
def test_a_network_that_cannot_be_explored_gets_a_sentence(net, says):
    explorer = receptive_field.explore(net)
    assert says in explorer.still.alt and explorer.still.alt.startswith("In a red frame: ")
    assert shown(explorer)[0] == explorer.still.alt and explorer.controls == {}
