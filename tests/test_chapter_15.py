"""Chapter 15: its golden number, what it says of Paddle, its figures and explorer, and what its prose claims."""

import base64
import re

import numpy as np
import paddle
import paddle.nn.functional as F
import pytest
from chapter_tools import CHAPTERS, GOLDEN, executed, printed
from paddle import nn
from paddle.io import DataLoader

from course import data, high_level, looking
from course import high_level_mistakes as mistakes
from course.counting import count
from course.training import seed_everything
from grader.submission import solutions

NAME = "15-high-level-api"
PROSE = " ".join(cell.source for cell in CHAPTERS[NAME].cells if cell.kind == "markdown").replace("\n", " ")


@pytest.fixture(scope="module")
def answer():
    """The names that the solutions define."""
    namespace = {"np": np, "paddle": paddle, "nn": nn, "F": F, "high_level": high_level}
    for code in solutions(CHAPTERS[NAME]).values():
        exec(code, namespace)
    return namespace


def numbers(pattern):
    """The numbers in the brackets of what the pattern finds among what the notebook prints."""
    return np.array(re.search(pattern, printed(NAME))[1].replace(",", " ").split(), dtype=float)


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


def model_of(net, **settings):
    model = paddle.Model(net)
    model.prepare(paddle.optimizer.SGD(0.1, parameters=net.parameters()), nn.CrossEntropyLoss(), paddle.metric.Accuracy(**settings))
    return model


# the golden number


def test_golden_resnet18():
    expected = GOLDEN["resnet18.hapi"]["expected"]["hapi"]
    assert f"resnet18(): {expected:,} parameters" in printed(NAME)
    ten = expected - 990 * 513  # 512 weights and a bias for each class that is not there
    assert f"resnet18(num_classes=10): {ten:,}" in printed(NAME)


# what the chapter says of Paddle


def test_the_loss_in_logs_is_that_of_the_last_batch_and_the_accuracy_of_all():
    x, labels = np.random.default_rng(0).normal(size=(7, 3)).astype("float32"), np.array([0, 1, 1, 0, 1, 0, 0])
    net = nn.Linear(3, 2)
    found = model_of(net).evaluate(DataLoader(paddle.io.TensorDataset([paddle.to_tensor(x), paddle.to_tensor(labels)]), batch_size=5), verbose=0)
    scores = net(paddle.to_tensor(x))
    assert found["loss"][0] == pytest.approx(F.cross_entropy(scores[5:], paddle.to_tensor(labels[5:])).item(), rel=1e-5)
    assert found["acc"] == pytest.approx((scores.numpy().argmax(1) == labels).mean())


def test_fit_hands_out_one_dict():
    class Keep(paddle.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.kept, self.values = [], []

        def on_eval_end(self, logs=None):
            self.kept.append(logs)
            self.values.append(logs["acc"])

    keep = Keep()
    high_level.threshold_fit(keep, [0, 0, 1, 0], epochs=4)
    assert len({id(logs) for logs in keep.kept}) == 1 and keep.values == [0.5, 0.75, 0.5, 0.75]
    assert keep.values == mistakes.threshold_accuracies([0, 0, 1, 0], 4)
    assert "[0.75, 0.75, 0.75, 0.75]" in printed(NAME) and str([float(value) for value in keep.values]) in printed(NAME) and "better in the second epoch and worse in the third" in PROSE


def test_stop_training_is_never_set_back():
    class Stop(paddle.callbacks.Callback):
        epochs = 0

        def on_epoch_end(self, epoch, logs=None):
            self.epochs += 1

    model = high_level.threshold_fit(Stop(), [0, 1], epochs=1)
    model.stop_training = True
    stop = Stop()
    high_level.threshold_fit(stop, [0, 1], epochs=5, model=model)
    assert stop.epochs == 1 and model.stop_training


def test_fit_puts_a_body_back_into_training_mode_unless_the_outermost_network_holds_it():
    class FrozenBody(high_level.InTwoParts):
        def train(self, mode=True):
            super().train(mode)
            self.body.eval()
            return self

    class EvalBefore(paddle.callbacks.Callback):
        def on_train_batch_begin(self, step, logs=None):
            self.model.network.body.eval()

    x, labels = paddle.randn([6, 2, 4, 4]), paddle.to_tensor([0, 1, 2, 3, 0, 1])
    batches = DataLoader(paddle.io.TensorDataset([x, labels]), batch_size=6)
    for kind, moves in ((high_level.InTwoParts, True), (FrozenBody, False)):
        tiny = high_level.tiny_network()
        net = kind(tiny.body, tiny.head)
        for parameter in net.body.parameters():
            parameter.stop_gradient = True
        before = net.body[1]._mean.numpy().copy()
        model_of(net).fit(batches, epochs=1, verbose=0, callbacks=[EvalBefore()])
        assert np.array_equal(before, net.body[1]._mean.numpy()) != moves


def test_a_layers_stop_gradient_does_nothing():
    net = high_level.tiny_network()
    net.body.stop_gradient = True
    assert not any(p.stop_gradient for name, p in net.named_parameters() if not name.endswith(mistakes.STATISTICS))


def test_to_tensor_divides_whole_numbers_only():
    text = printed(NAME)
    whole, floats = (float(re.search(rf"{kind} +\[3, 32, 32\], from \S+ to (\S+)", text)[1]) for kind in ("uint8", "float32"))
    assert whole <= 1 and floats == pytest.approx(255 * whole, abs=1)


# the library


def test_coloured_digits_are_the_digits_in_colours_that_say_nothing():
    parts = high_level.coloured_digits()
    assert [len(part) for part in parts] == [1000, 297, 500]
    for part, grey in zip(parts, data.digits(32), strict=True):
        assert part.pictures.dtype == np.uint8 and part.pictures.shape[1:] == (3, 32, 32) and np.array_equal(part.labels, grey.labels)
    x = parts[0].pictures[:50].astype(float)
    patterns = data.digits(32)[0].pictures[:50, 0]
    for colour, pattern in zip(x, patterns, strict=True):  # every channel is a line in the pattern
        fit = [abs(np.corrcoef(channel.ravel(), pattern.ravel())[0, 1]) for channel in colour]
        assert max(fit) > 0.85
    paper = x[:, :, 0, 0]
    assert np.corrcoef(paper.mean(1), parts[0].labels[:50])[0, 1] == pytest.approx(0, abs=0.3)


def test_small_pictures_takes_cifar_only_where_it_is_wanted_and_there(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    assert high_level.small_pictures(cifar_wanted=True)[0].classes == data.DIGITS and "stand-in" in capsys.readouterr().out
    (tmp_path / "cifar-10-python.tar.gz").write_bytes(b"not whole")
    assert high_level.small_pictures()[0].classes == data.DIGITS
    with pytest.raises(ValueError, match="was not downloaded to its end"):
        high_level.small_pictures(cifar_wanted=True)


def test_the_networks_shapes():
    net = high_level.resnet([2, 2, 2, 2], 8, 10)
    assert net.body(paddle.zeros([2, 3, 32, 32])).shape == [2, 64, 2, 2] and net(paddle.zeros([2, 3, 32, 32])).shape == [2, 10]
    assert f"{count(net, [1, 3, 32, 32]).parameters:,} parameters; the head" in printed(NAME)
    assert high_level.resnet([1, 1, 1], 8, 2).body(paddle.zeros([1, 3, 64, 64])).shape == [1, 32, 8, 8]


def test_pages_hold_four_kinds_each_in_its_quarter():
    part = data.digits(8)[2]
    found, kinds = looking.pages(part, 5, seed=2)
    assert found.shape == (5, 1, 16, 16) and all(len(set(row)) == 4 for row in kinds.tolist())
    for page, row in zip(found, kinds, strict=True):
        for place, kind in enumerate(row):
            quarter = page[:, 8 * (place // 2) : 8 * (place // 2) + 8, 8 * (place % 2) : 8 * (place % 2) + 8]
            assert (np.abs(part.pictures[part.labels == kind] - quarter).max((1, 2, 3)) == 0).any()
    assert looking.PLACES == ("top left", "top right", "bottom left", "bottom right")
    hot = np.zeros((4, 6))
    hot[0, 1], hot[1, 5], hot[3, 0] = 1, 2, 5
    assert looking.quarters(hot).tolist() == [0.125, 0.25, 0.625, 0]


def test_centre_of_a_heat():
    hot = np.zeros((4, 6))
    hot[1, 2], hot[3, 2] = 3, 1
    assert looking.centre(hot) == (1.5, 2.0) and np.isnan(looking.centre(0 * hot)[0]) and np.isnan(looking.quarters(0 * hot)).all()


def test_the_librarys_heat_is_the_readers(answer):
    seed_everything(3)
    net = high_level.resnet([1, 1, 1], 4, 2)
    picture = np.random.default_rng(0).random((3, 32, 48)).astype("float32")
    for k in (0, 1):
        maps, gradients = answer["maps_and_gradients"](net, picture[None], k)
        heat = answer["grad_cam"](maps[0], gradients[0], (32, 48))
        assert np.allclose(looking.heat(net, picture, k), heat / (heat.max() or 1), atol=1e-6)
    _ = net.train()
    looking.heat(net, picture, 0)
    assert net.training and net.body[1].training and all(p.grad is None for p in net.parameters())


@pytest.fixture(scope="module")
def looked():
    """A network that is not trained, pages of five kinds, and the names of the kinds."""
    seed_everything(1)
    part = data.digits(16)[2]
    part = part.take(np.flatnonzero(part.labels < 5))
    found = looking.pages(data.Pictures(part.pictures, part.labels, tuple("abcde")), 6, seed=1)
    return high_level.resnet([1, 1, 1], 8, 5, in_channels=1), *found, tuple("abcde")


def test_explore_look_redraws(looked):
    net, pages, kinds, classes = looked
    explorer = looking.explore_look(*looked)
    hot = [(n, k) for n in range(6) for k in range(5) if looking.heat(net, pages[n], k).any()]
    for number, k in hot[:3]:
        explorer.controls["k"].value, explorer.controls["number"].value = k, number
        alt, picture = shown(explorer)
        assert explorer.message.value == "" and alt.startswith(f"Page {number} with {classes[kinds[number, 0]]} top left") and f"Grad-CAM for {classes[k]}" in alt
    other = next(pair for pair in hot if pair != (number, k))
    explorer.controls["k"].value, explorer.controls["number"].value = other[1], other[0]
    assert shown(explorer)[1] != picture


def test_explore_look_says_where_there_is_no_heat(looked):
    net, pages, kinds, classes = looked
    head = nn.Linear(32, 5)
    head.weight.set_value(np.tile(np.float32([[1.0, 1.0, 1.0, 1.0, -1.0]]), (32, 1)))
    explorer = looking.explore_look(high_level.InTwoParts(net.body, nn.Sequential(*net.head[:2], head)), pages, kinds, classes)
    explorer.controls["k"].value = 0
    assert "the heat&#x27;s centre" in shown(explorer)[0]
    explorer.controls["k"].value = 4
    assert explorer.message.value == "" and "no heat, as nothing in the maps speaks for it" in shown(explorer)[0]


def test_draw_look_draws_the_heat_and_says_its_numbers(looked):
    net, pages, kinds, classes = looked
    number, place = next((n, p) for n in range(6) for p in range(4) if looking.heat(net, pages[n], int(kinds[n, p])).any())
    k = int(kinds[number, place])
    figure, alt = looking.draw_look(net, pages, kinds, classes, number, k)
    hot = looking.heat(net, pages[number], k)
    drawn = [image.get_array() for axes in figure.axes for image in axes.images]
    assert any(array.shape == hot.shape and np.allclose(array, hot) for array in drawn)
    row, column = looking.centre(hot)
    assert f"row {row:.0f}, column {column:.0f} of 32×32" in alt
    assert f"{looking.quarters(hot)[place]:.0%} of it in the quarter of the {classes[k]}, {looking.PLACES[place]}" in alt


def test_maps_figure_draws_the_picture_and_the_maps():
    maps, picture = np.random.default_rng(0).random((4, 3, 4)), np.random.default_rng(1).random((3, 6, 8))
    figure = looking.maps_figure(picture, maps, [f"map {i}" for i in range(4)])
    drawn = [axes.images[0].get_array() for axes in figure.axes if axes.images]
    assert len(drawn) == 5 and np.allclose(drawn[0], picture.transpose(1, 2, 0)) and all(np.allclose(a, b) for a, b in zip(drawn[1:], maps))


# what the prose claims


def test_training_of_section_15_2():
    found = [float(number) for number in re.findall(r"epoch \d: accuracy while training \S+, validation (\S+)", printed(NAME))]
    assert len(found) == 3 and np.allclose([found[0], found[-1]], [0.64, 0.94], atol=0.06) and "From 0.64 to 0.94 in three epochs" in PROSE


def test_losses_of_section_15_2():
    text = printed(NAME)
    fifties, whole = (re.search(rf"batches of {size}: accuracy (\S+), loss (\S+)", text).groups() for size in (50, 500))
    last, by_hand = (float(re.search(pattern, text)[1]) for pattern in (r"loss of the last 50 pictures alone: (\S+)", r"loss by hand: (\S+)"))
    assert fifties[0] == whole[0] == re.search(r"test accuracy by hand (\S+)", text)[1]
    assert float(fifties[1]) == pytest.approx(last, abs=2e-4) and float(whole[1]) == pytest.approx(by_hand, abs=2e-4)
    assert abs(last - 0.143) < 0.03 and abs(by_hand - 0.111) < 0.02 and last > by_hand


def test_top_k_of_section_15_3():
    found = numbers(r"top-k accuracy: \[([^\]]*)\]")
    assert len(found) == 10 and (np.diff(found) >= 0).all() and found[-1] == 1
    assert np.allclose(found[:3], [0.956, 0.998, 1], atol=0.02) and (found[2:] == 1).all()


def test_counts_of_section_15_6(answer):
    net = high_level.resnet([2, 2, 2, 2], 8, 5)
    counts = answer["freeze"](net, "body.")
    assert str(counts) in printed(NAME) and "325 of 176,077" in PROSE and "1,200 running means and variances" in PROSE
    assert counts["trained"] == 325 and counts["trained"] + counts["frozen"] == 176_077 == count(high_level.resnet([2, 2, 2, 2], 8, 5), [1, 3, 32, 32]).parameters


def test_frozen_networks_move_in_section_15_6():
    before, after = map(float, re.search(r"everything frozen: test accuracy (\S+) before, (\S+) after", printed(NAME)).groups())
    assert abs(before - 0.96) < 0.02 and abs(after - 0.83) < 0.08 and "From 0.96 to 0.83" in PROSE


def test_what_the_buggy_program_moves():
    moved = re.findall(r"(body\.\S+) +has moved by up to (\S+)", printed(NAME))
    assert len(moved) == 5 and all(float(number) > 1e-3 for _, number in moved)


def test_comparison_of_section_15_7():
    found = {way: numbers(rf"{way} +\[([^\]]*)\]") for way in ("from scratch", "all layers", "head alone")}
    means = {way: values.mean() for way, values in found.items()}
    for way, mean in (("from scratch", 0.33), ("head alone", 0.55), ("all layers", 0.80)):
        assert abs(means[way] - mean) < 0.05 and len(found[way]) == 3
    spread = max(values.std(ddof=1) for values in found.values())
    assert means["all layers"] - means["head alone"] > 2 * spread and means["head alone"] - means["from scratch"] > 2 * spread
    experts = numbers(r"on the kinds that they were trained for: \[([^\]]*)\]")
    assert (experts > 0.94).all()


def test_callback_of_section_15_4():
    found = numbers(r"validation: \[([^\]]*)\]")
    assert found.argmax() == 2 == int(re.search(r"best evaluation: (\d)", printed(NAME))[1])
    assert abs(float(re.search(r"best evaluation: \d\ntest accuracy (\S+)", printed(NAME))[1]) - 0.962) < 0.02


def test_heats_of_the_first_page():
    alts = [output.metadata["image/png"]["alt"] for cell in executed(NAME).cells if cell.cell_type == "code" for output in cell.outputs if "image/png" in output.get("data", {})]
    shares = re.findall(r"(\d+)% \((\d)\)", next(alt for alt in alts if "In the quarter of that kind lie" in alt))
    said = re.search(r"lie (\d+) % of the heat for the (\d), (\d+) % for the (\d), (\d+) % for the (\d) and (\d+) % for the (\d)", PROSE).groups()
    assert [kind for _, kind in shares] == list(said[1::2]) and np.allclose([int(share) for share, _ in shares], [int(share) for share in said[::2]], atol=10)
    assert len(alts) == 5


def test_shares_of_section_15_8():
    trained, untrained = numbers(r"\ntrained +\[([^\]]*)\]"), numbers(r"untrained +\[([^\]]*)\]")
    assert abs(trained.mean() - 0.65) < 0.04 and np.allclose(untrained, 0.25, atol=0.03) and trained.min() > 2 * untrained.max()


def test_counts_of_section_15_9():
    found = np.array(re.findall(r"seed \d: covering (\S+), Grad-CAM (\S+)", printed(NAME)), dtype=float)
    assert found.shape == (3, 2) and np.allclose(found[:, 0], 0.9, atol=0.07) and np.allclose(found[:, 1], 0.96, atol=0.04)
