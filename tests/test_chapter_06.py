"""Chapter 06: its golden numbers, what its figures draw, its explorers moved, and what its prose claims."""

import base64
import random
import re

import numpy as np
import paddle
import pytest
from chapter_tools import CHAPTERS, GOLDEN, answers, printed
from paddle import nn

from course import augmentation, dropout, plots
from course import dropout_mistakes as looks
from course.data import PHOTOGRAPHS

NAME = "06-dropout"
PROSE = "\n".join(cell.source for cell in CHAPTERS[NAME].cells if cell.kind == "markdown")


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


# the golden numbers


@pytest.mark.parametrize("mode", ["upscale_in_train", "downscale_in_infer"])
def test_golden_modes(mode):
    golden, ones = GOLDEN["dropout.modes"]["expected"][mode], np.ones(12)
    ours = answers(NAME)["dropout"]
    assert np.unique(ours(ones, 0.5, mode, True, np.random.default_rng(1))).tolist() == golden["train_values"]
    assert np.unique(ours(ones, 0.5, mode, False)).tolist() == [golden["eval"]]
    text = re.search(rf"{mode} \n  in training: \[(.*?)\]\n  at inference: \[(.*?)\]", printed(NAME))
    assert sorted({float(number) for number in text[1].split()}) == golden["train_values"]
    assert {float(number) for number in text[2].split()} == {golden["eval"]}


def test_golden_six_of_twelve():
    assert answers(NAME)["probability_of_drops"](12, 6, 0.5) == GOLDEN["dropout.12"]["expected"]
    assert f"exactly 6 of 12: {GOLDEN['dropout.12']['expected']}" in printed(NAME)


# the solutions


def test_the_solutions_mean_and_variance_are_those_of_the_formula():
    y = answers(NAME)["dropout"](np.full(200_000, 3.0), 0.25, rng=np.random.default_rng(1))
    assert y.mean() == pytest.approx(3, abs=0.02) and y.var() == pytest.approx(9 * 0.25 / 0.75, abs=0.05)


def test_the_average_of_all_masks_is_one_pass_where_nothing_is_cut_off():
    x, w = np.random.default_rng(1).random((2, 8))
    mean = answers(NAME)["ensemble_mean"](x, w[None], np.zeros(1), 0.3)  # all sums are positive, so the ReLU does nothing
    assert mean == pytest.approx(w @ x)


# what the prose claims


@pytest.mark.parametrize(
    "words",
    [
        "0.0278 in training, 0.360 in the test",
        "0.0022 in training, 0.381 in the test",
        "6 of 12 dropped in 0.221 of the draws",
        "mean 2.999, variance 3.001",
        "twice in training mode: [5.14, 4.73]",
        "twice after eval():     [6.51, 6.51]",
        "plain:   0.890 ± 0.016",
        "p = 0.5: 0.895 ± 0.023",
        "[ 0.014  0.016  0.    -0.004 -0.004]  that is 0.004 ± 0.010",
        "without eval(): 0.865",
        "mirrored: 0.844 ± 0.030  gain: -0.046 ± 0.025",
        "moved: 0.879 ± 0.016  gain: -0.012 ± 0.009",
        "plain     0.382 ±",
        "moved     0.861 ±",
        "one pass: [ 3.3  -0.42 -2.1 ]",
        "ReLU, mean over masks: [3.53 0.8  0.11]  one pass: [3.3 0.  0. ]",
        "paddle.framework.random.seed: Dropout repeated: True",
        "numpy.random.seed: Dropout repeated: False",
        "numpy.random.seed: RandomCrop repeated: False",
        "\nrandom.seed: RandomCrop repeated: True",
    ],
)
def test_numbers_that_the_prose_reads_aloud_are_printed(words):
    assert words in printed(NAME)


def test_every_network_names_all_its_training_digits():
    assert len(re.findall(r"seed \d: training 1\.000, test 0\.\d+", printed(NAME))) == 5


def test_the_network_has_9610_parameters():
    net = nn.Sequential(nn.Linear(64, 128), nn.Linear(128, 10))
    assert sum(parameter.size for parameter in net.parameters()) == 9610 and "9,610" in PROSE


def test_the_sum_of_all_inputs_is_larger_than_any_in_training():
    rng = np.random.default_rng(6)
    x, w = rng.random(100), rng.normal(0.05, 0.1, size=100)
    sums = ((rng.random((5_000, 100)) >= 0.5) * x) @ w
    assert sums.max() < x @ w
    assert f"sum in training: {sums.mean():.2f} ± {sums.std():.2f}\nsum with all inputs: {x @ w:.2f}" in printed(NAME)


def test_a_mode_in_second_place_is_taken_for_inplace():
    assert "mode=upscale_in_train, inplace=downscale_in_infer" in printed(NAME)
    assert nn.Dropout(0.5, "downscale_in_infer").mode == "upscale_in_train"


def test_downscale_fails_at_inference_with_one_axis_only():
    layer = nn.Dropout(p=0.5, mode="downscale_in_infer")
    layer.eval()
    with pytest.raises(ValueError):
        layer(paddle.ones([4]))
    assert np.unique(layer(paddle.ones([1, 4])).numpy()).tolist() == [0.5]


def test_the_functional_dropout_does_not_hear_of_eval():
    assert (nn.functional.dropout(paddle.ones([200]), p=0.5).numpy() == 0).any()
    assert not (nn.functional.dropout(paddle.ones([200]), p=0.5, training=False).numpy() == 0).any()


def test_whole_channels_are_dropped():
    for layer in (nn.Dropout2D(p=0.5), nn.Dropout(p=0.5, axis=[0, 1])):
        channels = layer(paddle.ones([8, 9, 3, 3])).numpy().reshape(72, 9)
        assert (channels == channels[:, :1]).all() and 0 < (channels[:, 0] == 0).sum() < 72


def test_which_seed_fixes_what():
    ones, numbers = paddle.ones([64]), np.arange(2500).reshape(50, 50, 1)
    draws = {"dropout": lambda: nn.Dropout(p=0.5)(ones).numpy(), "crop": lambda: paddle.vision.transforms.RandomCrop(9)(numbers)}
    fixed = {}
    for module, seed in [("paddle", paddle.seed), ("numpy", np.random.seed), ("random", random.seed)]:
        for name, draw in draws.items():
            fixed[module, name] = np.array_equal(*[(seed(0), draw())[1] for _ in range(2)])
    assert {key for key, same in fixed.items() if same} == {("paddle", "dropout"), ("random", "crop")}


def test_what_check_yourself_says():
    draw = np.random.default_rng(1).random(400_000) >= 0.8
    assert (draw * 10).mean() == pytest.approx(2, abs=0.05) and (draw * 10).var() == pytest.approx(16, abs=0.2)
    assert (draw * 2).mean() == pytest.approx(0.4, abs=0.01) and (draw * 2).var() == pytest.approx(0.64, abs=0.01)


# figures and explorers of dropout


@pytest.mark.parametrize(
    "p, mode, expected", [(0.75, "upscale_in_train", (4, 1)), (0.75, "downscale_in_infer", (1, 0.25)), (0.75, dropout.UNSCALED, (1, 1)), (0, "upscale_in_train", (1, 1))]
)
def test_factors(p, mode, expected):
    assert dropout.factors(p, mode) == expected


def test_mean_outputs_are_means_of_dropped_values():
    x = np.array([1.0, -2, 4])
    one = dropout.mean_outputs(x, 0.5, "upscale_in_train", 1, np.random.default_rng(1))
    assert set(one / x) <= {0, 2}
    many = dropout.mean_outputs(x, 0.25, "downscale_in_infer", 1_000_000, np.random.default_rng(2))
    assert np.allclose(many, 0.75 * x, rtol=0.01)


def test_draw_expectation_draws_the_line_of_inference_and_the_means_of_training():
    figure, alt = dropout.draw_expectation(0.5, "downscale_in_infer", 10_000)
    (axes,) = figure.axes
    line, means = axes.lines[:2]
    assert np.array_equal(line.get_ydata(), 0.5 * dropout.VALUES)
    assert np.allclose(means.get_ydata(), 0.5 * dropout.VALUES, rtol=0.05)
    assert means.get_ydata()[-2] == pytest.approx(float(re.search(r"training is ([\d.]+),", alt)[1]), abs=0.005)
    assert alt.endswith("the output at inference 2.00; the two agree on average.")


def test_every_mean_lies_inside_the_drawn_axes():
    for p in (0.0, 0.5, 0.95):
        axes = dropout.draw_expectation(p, "upscale_in_train", 1)[0].axes[0]
        low, high = axes.get_ylim()
        assert low < axes.lines[1].get_ydata().min() and axes.lines[1].get_ydata().max() < high


def test_explore_expectation_moves_and_refuses():
    explorer = dropout.explore_expectation()
    before = shown(explorer)
    explorer.controls["mode"].value = dropout.UNSCALED
    explorer.controls["p"].value = 0.75
    explorer.controls["repetitions"].value = 10_000
    alt, picture = shown(explorer)
    assert "do not match: on average training gives 0.25 times x, inference 1 times x" in alt and picture != before[1]
    for repetitions in (0, 10_001):
        explorer.controls["repetitions"].value = repetitions
        assert "repeat at least once and at most 10,000 times" in explorer.message.value
    assert shown(explorer) == (alt, picture)
    explorer.controls["repetitions"].value = 100
    explorer.controls["mode"].value = "upscale_in_train"
    explorer.controls["p"].value = 1
    assert "with p = 1 nothing is left that could be scaled up" in explorer.message.value
    explorer.controls["mode"].value = "downscale_in_infer"
    assert explorer.message.value == "" and "is 0.00, the output at inference 0.00" in shown(explorer)[0]


def test_a_probability_is_between_0_and_1():
    with pytest.raises(ValueError, match="between 0 and 1, not 1.5"):
        dropout.factors(1.5, "downscale_in_infer")


def test_histogram_draws_the_sums_and_the_marks():
    figure = dropout.histogram(np.arange(60.0), {"here": 2.5, "there": 70}, "sum")
    (axes,) = figure.axes
    assert sum(bar.get_height() for bar in axes.patches) == 60
    assert [line.get_xdata()[0] for line in axes.lines] == [2.5, 70]
    assert axes.get_legend_handles_labels()[1] == ["60 sums in training", "here: 2.50", "there: 70.00"] and axes.get_xlabel() == "sum"


def test_runs_draws_a_line_for_each_seed_and_the_means():
    figure = dropout.runs({"a": [0.1, 0.2, 0.6], "b": [0.3, 0.4, 0.5]}, "accuracy")
    (axes,) = figure.axes
    assert [line.get_ydata().tolist() for line in axes.lines] == [[0.1, 0.3], [0.2, 0.4], [0.6, 0.5]]
    assert [segment[0][1] for segment in axes.collections[0].get_segments()] == pytest.approx([0.3, 0.4])
    assert [label.get_text() for label in axes.get_xticklabels()] == ["a", "b"]


# pictures and augmentations

X = np.arange(1.0, 13).reshape(1, 3, 4)


def test_digits_are_scaled_to_1():
    images, labels = augmentation.digits()
    assert images.shape == (1797, 1, 8, 8) and images.dtype == np.float32 and labels.dtype == np.int64
    assert images.min() == 0 and images.max() == 1
    assert {name: labels[number] for name, number in augmentation.DIGITS.items()} == {"digit 2": 2, "digit 6": 6, "digit 8": 8}


@pytest.mark.parametrize("name", PHOTOGRAPHS)
def test_colour_photographs_have_three_channels(name):
    picture = augmentation.colour_photograph(name, height=40)
    assert picture.shape == (3, 40, 60) and 0 <= picture.min() < 0.2 and 0.8 < picture.max() <= 1
    with pytest.raises(ValueError, match="there is no photograph"):
        augmentation.colour_photograph("frog")


def test_mirrored_and_turned():
    assert augmentation.mirrored(X)[0].tolist() == [[4, 3, 2, 1], [8, 7, 6, 5], [12, 11, 10, 9]]
    assert augmentation.turned(X)[0].tolist() == [[12, 11, 10, 9], [8, 7, 6, 5], [4, 3, 2, 1]]


@pytest.mark.parametrize(
    "down, right, expected",
    [
        (0, 1, [[0, 1, 2, 3], [0, 5, 6, 7], [0, 9, 10, 11]]),
        (-1, -2, [[7, 8, 0, 0], [11, 12, 0, 0], [0, 0, 0, 0]]),
        (2, 0, [[0, 0, 0, 0], [0, 0, 0, 0], [1, 2, 3, 4]]),
        (0, 9, [[0] * 4] * 3),
    ],
)
def test_moved(down, right, expected):
    assert augmentation.moved(X, down, right)[0].tolist() == expected


def test_cropped_and_brightened():
    assert augmentation.cropped(X, 50)[0].tolist() == [[2, 3], [6, 7]]
    assert augmentation.cropped(X, 1).shape == (1, 1, 1)
    assert np.array_equal(augmentation.cropped(X, 100), X)
    assert augmentation.brightened(np.array([0.2, 0.8]), 2).tolist() == [0.4, 1]


def test_moved_at_random_reaches_all_nine_places_picture_by_picture():
    x = np.arange(1.0, 121).reshape(1, 2, 6, 10)
    result = augmentation.moved_at_random(np.repeat(x, 300, axis=0), np.random.default_rng(1))
    places = {(down, right): augmentation.moved(x[0], down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)}
    found = [next(place for place, picture in places.items() if np.array_equal(one, picture)) for one in result]
    assert set(found) == set(places)


def test_mirrored_at_random_decides_picture_by_picture():
    x = np.random.default_rng(2).random((400, 1, 2, 3))
    result = augmentation.mirrored_at_random(x, np.random.default_rng(3), p=0.25)
    flips = looks.check_flip("mirrored_at_random", result, x)
    assert flips.mean() == pytest.approx(0.25, abs=0.1)


def test_gallery_draws_grey_and_colour():
    figure = augmentation.gallery([X / 12, np.ones((3, 2, 5)), X[0] / 12, X / 12], ["a", "b", "c", "d"], columns=3)
    drawn = [axes.images[0].get_array() for axes in figure.axes if axes.images]
    assert [picture.shape for picture in drawn] == [(3, 4), (2, 5, 3), (3, 4), (3, 4)]
    assert np.array_equal(drawn[0], X[0] / 12)
    assert [axes.get_title() for axes in figure.axes] == ["a", "b", "c", "d", "", ""]
    assert (figure.axes[0].get_xlabel(), figure.axes[0].get_ylabel()) == ("column", "row")


UNCHANGED = {"mirror": False, "turn": False, "down": 0, "right": 0, "crop": 100, "brightness": 1.0}


def test_draw_augmented_draws_the_changed_picture():
    figure, alt = augmentation.draw_augmented("digit 6", **UNCHANGED | {"turn": True, "right": 13, "brightness": 0.5})
    six = augmentation.picture_named("digit 6")
    before, after = (axes.images[0].get_array() for axes in figure.axes[:2])
    assert np.array_equal(before, six[0])
    assert np.allclose(after, 0.5 * augmentation.moved(augmentation.turned(six), 0, 1)[0])
    assert "Right: turned by 180°, moved 0 down and 1 right, brightness × 0.5; mean brightness" in alt
    assert alt.endswith("A turned 6 is a 9: the label must change with it.")


@pytest.mark.parametrize(
    "picture, change, verdict",
    [
        ("digit 2", {}, "Still a 2."),
        ("digit 2", {"mirror": True}, "A mirrored 2 is no 2: the label does not survive."),
        ("digit 8", {"mirror": True, "turn": True}, "An upside-down 8 is still an 8."),
        ("digit 6", {"down": 50}, "of the ink is left: would you still read it?"),
        ("temple", {"mirror": True}, "Still a temple."),
        ("temple", {"turn": True}, "A temple on its head: hardly a photograph that anyone will send you."),
        ("flower", {"turn": True, "crop": 50}, "Still a flower."),
    ],
)
def test_verdicts(picture, change, verdict):
    figure, alt = augmentation.draw_augmented(picture, **UNCHANGED | change)
    assert alt.endswith(verdict) and figure.get_suptitle().endswith(verdict)


def test_explore_moves_and_refuses():
    explorer = augmentation.explore()
    before = shown(explorer)
    assert "A mirrored 2 is no 2" in before[0]
    explorer.controls["mirror"].value = False
    explorer.controls["picture"].value = "flower"
    explorer.controls["crop"].value = 50
    alt, picture = shown(explorer)
    assert alt.startswith("Left: flower. Right: cropped to 48×72; mean brightness") and picture != before[1]
    explorer.controls["brightness"].value = 0
    assert "choose a factor above 0" in explorer.message.value and shown(explorer) == (alt, picture)
    explorer.controls["brightness"].value = 1
    assert explorer.message.value == ""
    explorer.controls["picture"].value = "digit 6"
    explorer.controls["crop"].value = 12.5
    explorer.controls["right"].value = 50
    explorer.controls["down"].value = 50
    assert "nothing of the picture is left" in explorer.message.value


def test_one_step_of_a_slider_moves_a_digit_by_one_pixel():
    explorer = augmentation.explore()
    for name, says in [("right", "moved 0 down and 1 right"), ("down", "moved 1 down and 1 right")]:
        explorer.controls[name].value += explorer.controls[name].step
        assert says in shown(explorer)[0]
    explorer.controls["crop"].value -= explorer.controls["crop"].step
    assert "cropped to 7×7" in shown(explorer)[0]


def test_a_still_picture_stands_in_where_widgets_do_not_run():
    for explorer, (figure, alt) in [
        (dropout.explore_expectation(), dropout.draw_expectation(0.5, "upscale_in_train", 10)),
        (augmentation.explore(), augmentation.draw_augmented("digit 2", **UNCHANGED | {"mirror": True})),
    ]:
        bundle, metadata = explorer._repr_mimebundle_()
        assert base64.b64decode(bundle["image/png"]) == plots.png(figure) and metadata["image/png"]["alt"] == alt


def test_training_is_one_step_while_work_is_graded(monkeypatch):
    monkeypatch.delenv("COURSE_BUDGET", raising=False)
    assert list(dropout.training_steps(3)) == [0, 1, 2]
    monkeypatch.setenv("COURSE_BUDGET", "grading")
    assert list(dropout.training_steps(200)) == [0]
    assert CHAPTERS[NAME].path.read_text().count("drawing.training_steps(") == 1


# how tests look at random answers


@pytest.mark.parametrize(
    "got, says",
    [
        ([[0, 4.0], [3, 0]], "the value 2 at [0, 1] became 4; it must become 0 or 8"),
        ([[1.0, 0], [3, 4]], "Likely mistake: Kept values are left as they are"),
        ([[0.0, 8], [12, np.nan]], "something infinite"),
        ([0.0, 8, 12, 0], "wrong shape"),
        (None, "no result (None)"),
    ],
)
def test_check_kept_names_the_mistake(got, says):
    x = np.array([[1.0, 2], [3, 4]])
    with pytest.raises(AssertionError, match=re.escape(says)):
        looks.check_kept("dropout", got, x, 4, looks.upscale_slips(0.75))


def test_check_kept_says_what_was_dropped():
    assert looks.check_kept("dropout", [0, 8.0, 12], np.array([1.0, 2, 3]), 4).tolist() == [True, False, False]


def test_check_share_allows_five_standard_deviations():
    rows = np.zeros(10_000, dtype=bool)
    rows[:2700] = True
    looks.check_share("share", rows, 0.25)  # five standard deviations are 2.17 %
    with pytest.raises(AssertionError, match="27.0 % happened, expected 24 %, give or take 2.1"):
        looks.check_share("share", rows, 0.24)
    with pytest.raises(AssertionError, match="the probability that it does not"):
        looks.check_share("share", rows, 0.73)


def test_a_share_is_called_upside_down_only_where_it_is():
    rows = np.zeros(1000, dtype=bool)
    rows[:456] = True  # expected 600; 400 would be upside down, 456 is neither
    with pytest.raises(AssertionError, match="45.6 % happened") as caught:
        looks.check_share("share", rows, 0.6)
    assert "Likely" not in str(caught.value)


@pytest.mark.parametrize(
    "dropped, says",
    [
        (np.zeros((9, 8), bool), "none of the values are dropped"),
        (np.ones((9, 8), bool), "all of the values are dropped"),
        (np.arange(9)[:, None] % 2 == np.zeros(8), "in every row"),
        (np.random.default_rng(1).random((60, 30)).repeat(2, axis=1) < 0.5, "its neighbour to the right"),
    ],
)
def test_check_independent_names_the_mistake(dropped, says):
    with pytest.raises(AssertionError, match=says):
        looks.check_independent("dropout", dropped)


def test_neighbours_in_a_batch_decide_for_themselves():
    flips = np.random.default_rng(1).random(200) < 0.5
    looks.check_batch_flips("flip", flips)
    with pytest.raises(AssertionError, match="depends on its neighbour in the batch"):
        looks.check_batch_flips("flip", flips.repeat(2))


def test_check_crop_finds_the_place_and_names_mistakes():
    x = np.arange(1.0, 25).reshape(2, 3, 4)
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1)))
    assert looks.check_crop("crop", padded[:, 3:5, 2:4], x, (2, 2), (1, 1)) == (3, 2)
    with pytest.raises(AssertionError, match="a place of its own"):
        looks.check_crop("crop", np.stack([x[0, :2, :2], x[1, 1:, 2:]]), x, (2, 2), (1, 1))
    with pytest.raises(AssertionError, match="copies of the border"):
        looks.check_crop("crop", np.pad(x, ((0, 0), (1, 1), (1, 1)), mode="edge")[:, :2, :2], x, (2, 2), (1, 1))


@pytest.mark.parametrize(
    "side, places, says",
    [
        (2, [(0, 0)] * 80, "always begins at (0, 0)"),
        (2, [(0, 0), (1, 1)] * 40, "the same row as column"),
        (2, [(0, 0), (0, 1)] * 40, "in the same row each time"),
        (3, [(i, 1) for i in range(3)] * 60, "in the same column each time"),
        (3, [(i, j) for i in range(2) for j in range(2)] * 45, "the last row or column of places is never drawn"),
        (2, [(0, 0)] * 60 + [(0, 1), (1, 0), (1, 1)] * 7, "not equally likely"),
        (2, [(0, 0), (0, 1), (1, 0)] * 27, "never begins at (1, 1)"),
    ],
)
def test_check_places_names_the_mistake(side, places, says):
    with pytest.raises(AssertionError, match=re.escape(says)):
        looks.check_places("crop", places, side, side)


def test_check_places_lets_even_places_pass():
    looks.check_places("crop", [(i, j) for i in range(2) for j in range(3)] * 20, 2, 3)


def test_statements_cost_a_point_each(capsys):
    expected = {"a": (True, "because of a"), "b": (False, "because of b"), "c": (True, "because of c")}
    assert looks.score_statements("quiz", {"a": True, "b": np.bool_(True), "c": "?"}, expected, points=4) == 2
    assert capsys.readouterr().out == 'quiz["b"]: True is wrong. because of b\n'
    assert looks.score_statements("quiz", {}, expected, points=2) == 0


def test_open_statements_are_told_and_right_ones_are_not_given_away(capsys):
    filled = dict.fromkeys(looks.STATEMENTS, True)
    assert looks.statements_open("quiz", filled) is None
    assert "Whether they are right is found out" in capsys.readouterr().out
    assert looks.statements_open("quiz", filled | {"brightness": "?", "lower_half": 1}) == 0.0
    text = capsys.readouterr().out
    assert 'quiz["brightness"] is still "?".' in text and 'quiz["lower_half"] is neither True nor False.' in text
    with pytest.raises(AssertionError, match="must be a dict"):
        looks.statements_open("quiz", None)
