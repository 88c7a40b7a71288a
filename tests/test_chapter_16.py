"""Chapter 16: its record, a part of it measured again, its figures and explorers, the mistakes its tests know, and what its prose claims."""

import base64
import json
import re

import numpy as np
import paddle
import pytest
from chapter_tools import CHAPTERS, answers, executed, printed
from paddle import nn
from scipy.stats import binomtest
from sklearn.metrics import confusion_matrix, roc_auc_score, roc_curve

from course import fundus, screening
from course import screening_mistakes as mistakes
from course.counting import count

NAME = "16-fundus-screening"
PROSE = " ".join(line.lstrip("# ") for cell in CHAPTERS[NAME].cells if cell.kind == "markdown" for line in cell.source.splitlines())
RECORD = screening.record()
TRUTH = {part: screening.labels(part) for part in ("validation", "test")}


@pytest.fixture(scope="module")
def answer():
    """The names that the solutions define."""
    return answers(NAME)


@pytest.fixture(scope="module")
def pictures():
    return screening.parts(screening.SIZE)


def shown(explorer):
    """(alt text, PNG bytes) of the picture that an explorer shows now."""
    alt, encoded = re.search(r'alt="([^"]*)".*base64,([^"]+)"', explorer.picture.value).groups()
    return alt, base64.b64decode(encoded)


def spread_of(name, key):
    """What the chapter computes for each seed of a model on the test pictures, by other means than the chapter's."""
    found = []
    for validation, test in zip(screening.scores(name, "validation"), screening.scores(name, "test")):
        threshold = mistakes.choose(TRUTH["validation"], validation, 0.95)
        tn, fp, fn, tp = confusion_matrix(TRUTH["test"], test >= threshold).ravel()
        values = {"sensitivity": tp / (tp + fn), "specificity": tn / (tn + fp), "AUC": roc_auc_score(TRUTH["test"], test)}
        found.append((values | {"accuracy": np.mean((test >= 0.5) == TRUTH["test"])})[key])
    return np.array(found)


# The record


def test_the_record_is_of_the_pictures_that_the_chapter_draws():
    labels = fundus.synthetic(900, 16, seed=0).labels  # they do not depend on the size
    assert (labels[500:650] == TRUTH["validation"]).all() and (labels[650:] == TRUTH["test"]).all()
    assert (len(TRUTH["test"]), TRUTH["test"].sum()) == (250, 131)


def test_the_record_has_the_settings_of_the_module():
    found = RECORD["settings"]
    assert (found["size"], found["epochs"], found["batch"]) == (screening.SIZE, screening.EPOCHS, screening.BATCH)
    assert (tuple(found["rates"]), tuple(found["seeds"])) == (screening.RATES, screening.SEEDS)
    assert list(RECORD["networks"]) == [*screening.NETWORKS, screening.COLOURS]


@pytest.mark.parametrize("name", screening.NETWORKS)
def test_a_networks_rate_was_chosen_on_validation_and_its_scores_are_those_of_its_history(name):
    entry = RECORD["networks"][name]
    tried = {float(rate): found["validation_accuracy"] for rate, found in entry["tried"].items()}
    assert set(tried) == set(screening.RATES) and tried[entry["rate"]] == max(tried.values())
    assert [run["seed"] for run in entry["runs"]] == list(screening.SEEDS)
    for run, scores in zip(entry["runs"], screening.scores(name, "validation")):
        assert len(run["loss"]) == screening.EPOCHS and len(run["validation"]) == 150 and len(run["test"]) == 250
        assert np.mean((scores >= 0.5) == TRUTH["validation"]) == pytest.approx(run["validation_accuracy"][-1], abs=0.007)  # a tie at 0


@pytest.mark.parametrize("name", screening.NETWORKS)
def test_the_networks_are_counted_right_and_cost_about_the_same(name):
    build, _, depth, _ = screening.NETWORKS[name]
    counts, entry = count(build(), [1, 3, 64, 64]), RECORD["networks"][name]
    assert (counts.parameters, counts.macs) == (entry["parameters"], entry["macs"])
    assert 7e6 < counts.macs < 11.1e6 and f"{counts.parameters:,} parameters" in printed(NAME)
    weights = [row for row in counts.rows if row.type in ("Conv2D", "Linear")]
    beside = {"GoogLeNet": 9 * 4, "ResNet-18": 3}.get(name, 0)  # four convolutions of each module, and shortcuts, are not on the longest path
    assert len(weights) - beside == depth


def test_a_cheap_entry_of_the_record_can_be_had_again(pictures):
    runner = screening.study_run("LeNet", RECORD["networks"]["LeNet"]["rate"], 0, pictures, epochs=1)
    assert runner.history[0]["loss"] == pytest.approx(RECORD["networks"]["LeNet"]["runs"][0]["loss"][0], abs=0.03)


def test_lenets_failure_can_be_had_again():
    (entry,) = [row for row in RECORD["factors"] if (row["activation"], row["rate"], row["size"]) == ("sigmoid", 0.001, 32)]
    runner = screening.factor_run(nn.Sigmoid, 0.001, 32, 0, screening.parts(32), epochs=2)
    assert runner.history[-1]["validation_accuracy"] == pytest.approx(entry["accuracy"][0], abs=0.02)
    assert runner.history[-1]["loss"] == pytest.approx(np.log(2), abs=0.02)


def test_the_record_is_written_as_its_script_writes_it():
    from benchmarks.screening import text

    assert screening.RECORD.read_text(encoding="utf-8") == text(json.loads(screening.RECORD.read_text(encoding="utf-8")))


def test_the_lesson_repeats_what_the_record_says():
    pairs = re.findall(r"seed \d: loss ([\d.]+) now, ([\d.]+) in the record", printed(NAME))
    assert len(pairs) == 3 and all(abs(float(now) - float(then)) < 0.03 for now, then in pairs)


# The answers against others


def test_the_references_agree_with_scikit_learn_and_scipy(answer):
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 2, 80)
    scores = np.round(rng.normal(labels, 1.0), 1)
    assert mistakes.auc(labels, scores) == pytest.approx(roc_auc_score(labels, scores)) == pytest.approx(answer["auc"](labels, scores))
    right = np.column_stack(roc_curve(labels, scores, drop_intermediate=False)[:2])
    assert np.allclose(mistakes.roc(labels, scores), right) and np.allclose(screening.curve(labels, scores), right)
    (tn, fp), (fn, tp) = confusion_matrix(labels, scores >= 0.3)
    assert screening.tally(labels, scores, 0.3) == (tp, fp, fn, tn) == tuple(mistakes.confusion(labels, scores, 0.3)[key] for key in mistakes.COUNTS)
    first, second = rng.integers(0, 2, (2, 80))
    a, b, p = mistakes.mcnemar(labels, first, second)
    assert p == pytest.approx(binomtest(a, a + b).pvalue)


def test_wilsons_interval_is_scipys():
    for found, number in ((124, 131), (0, 20), (9, 10)):
        low, high = binomtest(found, number).proportion_ci(method="wilson")
        assert screening.wilson(found, number) == pytest.approx((low, high), abs=1e-3)


def test_no_slip_is_the_right_answer():
    rng = np.random.default_rng(1)
    for _ in range(20):
        labels = rng.integers(0, 2, 40)
        scores = np.round(rng.normal(labels, 1.0), 1)
        right = mistakes.roc(labels, scores)
        assert all(wrong.shape != right.shape or not np.allclose(wrong, right) for wrong in mistakes.roc_slips(labels, scores).values())
        assert all(abs(wrong - mistakes.auc(labels, scores)) > 1e-5 for wrong in mistakes.auc_slips(labels, scores).values())
        assert all(abs(wrong - mistakes.choose(labels, scores, 0.8)) > 1e-5 for wrong in mistakes.choose_slips(labels, scores, 0.8).values())
        counts = [mistakes.confusion(labels, scores, 0.5)[key] for key in mistakes.COUNTS]
        assert counts not in mistakes.confusion_slips(labels, scores, 0.5).values()


def test_the_readers_agree(answer, tmp_path):
    fundus.write(tmp_path / "set", training=6, validation=4, size=32, seed=5)
    files = [path.relative_to(tmp_path / "set").as_posix() for path in sorted((tmp_path / "set").rglob("*.*"))]
    mine = answer["read_labels"](files, (tmp_path / "set" / "labels.csv").read_text())
    training, validation = fundus.read(tmp_path / "set", 32)
    assert list(mine.values()) == [*training.labels, *validation.labels]


# Figures and explorers


def test_the_threshold_is_moved():
    explorer = screening.explore_threshold()
    before = shown(explorer)
    tp, fp, fn, tn = screening.tally(TRUTH["validation"], screening.scores("LeNet", "validation")[0], 0.5)
    assert f"at the threshold 0.50: {tp} pathologic found, {fn} overlooked, {fp} false alarms, {tn} rightly passed" in before[0]
    explorer.controls["threshold"].value = 0.0
    assert "79 pathologic found, 0 overlooked, 71 false alarms, 0 rightly passed" in shown(explorer)[0] and shown(explorer)[1] != before[1]
    assert "sensitivity 1.000, specificity 0.000" in shown(explorer)[0]
    explorer.controls["network"].value = "ResNet-18"
    assert shown(explorer)[0].startswith("ResNet-18 on 150 synthetic validation pictures at the threshold 0.00")


def test_the_matrix_and_the_point_are_drawn():
    figure, _ = screening.draw_threshold("VGG-11", 0.3)
    left, right = figure.axes
    tp, fp, fn, tn = screening.tally(TRUTH["validation"], screening.scores("VGG-11", "validation")[0], 0.3)
    assert [text.get_text() for text in left.texts[::2]] == [str(number) for number in (tp, fn, fp, tn)]
    assert [round(float(value[0]), 6) for value in right.lines[2].get_data()] == [round(fp / (fp + tn), 6), round(tp / (tp + fn), 6)]


def test_the_prevalence_is_moved():
    explorer = screening.explore_prevalence()
    alt, before = shown(explorer)
    assert alt == "1,000 people, 10 of them ill; sensitivity 90 %, specificity 90 %. 9 are found, 1 overlooked, 99 called ill though they are well. Positive predictive value 8.3 %."
    explorer.controls["ill"].value = 500
    assert "450 are found, 50 overlooked, 50 called ill" in shown(explorer)[0] and "Positive predictive value 90.0 %" in shown(explorer)[0]
    explorer.controls["sensitivity"].value = 0
    kept = shown(explorer)
    explorer.controls["specificity"].value = 100
    assert "nobody is called ill" in explorer.message.value and shown(explorer) == kept


def test_a_thousand_people_are_drawn():
    figure, _ = screening.draw_prevalence(37, 80, 93)
    numbers = [len(line.get_xdata()) for line in figure.axes[0].lines]
    assert numbers == [30, 7, 67, 896] and len({line.get_marker() + str(line.get_markerfacecolor()) for line in figure.axes[0].lines}) == 4


def test_every_seed_and_every_mean_is_drawn():
    figure = screening.seeds_figure({"a": {"accuracy": [0.5, 0.7], "sensitivity": [1.0, 0.8]}, "b": {"accuracy": [0.6], "sensitivity": [0.4]}})
    marks = [[float(line.get_xdata()[0]) for line in axes.lines] for axes in figure.axes]
    assert marks == [[pytest.approx(0.6), 0.5, 0.7, 0.6, 0.6], [pytest.approx(0.9), 1.0, 0.8, 0.4, 0.4]]


def test_curves_and_the_line_are_drawn():
    points = screening.curve([0, 1, 1, 0], [0.1, 0.8, 0.4, 0.5])
    figure = screening.roc_figure({name: [points] for name in "abcdef"}, list("ABCDEF"))
    assert [axes.get_title() for axes in figure.axes] == list("ABCDEF") and (figure.axes[3].lines[1].get_xydata() == points).all()
    figure = screening.line_figure({"x": {"parameters": 1200, "accuracy": 0.5}, "y": {"parameters": 34, "accuracy": 0.75}})
    assert [[text.get_text() for text in axes.texts] for axes in figure.axes] == [["1,200", "34"], ["0.5", "0.75"]]


# What the prose claims


def test_the_factors_are_read_aloud_as_they_are_recorded():
    found = {(row["activation"], row["rate"], row["size"]): row["accuracy"] for row in RECORD["factors"]}
    assert sum(len(values) for values in found.values()) == 26 and "Twenty-six runs" in PROSE
    majority = round(float(TRUTH["validation"].mean()), 4)
    assert all(value <= majority for (activation, *_), values in found.items() if activation == "sigmoid" for value in values)
    assert found["sigmoid", 0.001, 32] == [majority] * 3 and f"79 of 150, is {majority:.3f}" in PROSE
    assert found["sigmoid", 0.001, 224] == [majority] and round(found["ReLU", 0.001, 224][0], 3) == 0.793
    assert found["ReLU", 0.001, 32] == [0.9] * 3 and round(found["ReLU", 0.001, 64][0], 3) == 0.913
    assert min(found["ReLU", 0.01, 32]) > 0.9 and found["ReLU", 0.01, 64][0] < majority
    losses = {(row["activation"], row["rate"], row["size"]): row["loss"] for row in RECORD["factors"]}
    assert losses["ReLU", 0.001, 224][0] < max(losses["ReLU", 0.001, 32]) and "Its training loss, 0.211," in PROSE
    assert found["ReLU", 0.1, 32][0] is None and max(found["ReLU", 0.1, 32][1:]) < 0.65


def test_the_live_runs_of_the_failure_are_the_records():
    assert re.search(r"Sigmoid: 0\.5[123]\d", printed(NAME)) and re.search(r"ReLU: 0\.(8[89]|9[01])\d", printed(NAME))


def test_rates_are_read_aloud_as_they_are_recorded():
    tried = {name: {float(rate): found["validation_accuracy"] for rate, found in RECORD["networks"][name]["tried"].items()} for name in screening.NETWORKS}
    assert tried["LeNet"][0.0003] - tried["ResNet-18"][0.0003] == pytest.approx(0.1, abs=0.001)
    assert tried["ResNet-18"][0.003] - tried["LeNet"][0.003] == pytest.approx(0.02, abs=0.001)
    assert [RECORD["networks"][name]["rate"] for name in screening.NETWORKS] == [0.003, 0.001, 0.003, 0.003, 0.003]


def test_thresholds_are_read_aloud():
    found = {name: [mistakes.choose(TRUTH["validation"], each, 0.95) for each in screening.scores(name, "validation")] for name in screening.NETWORKS}
    assert [round(value, 2) for value in found["VGG-11"]] == [0.28, 0.02, 0.93]
    assert "thresholds from 0.02 to 0.93" in PROSE and round(min(map(min, found.values())), 2) == 0.02 and round(max(map(max, found.values())), 2) == 0.93


def test_the_promise_of_sensitivity_is_kept_by_four_of_fifteen():
    values = np.concatenate([spread_of(name, "sensitivity") for name in screening.NETWORKS])
    assert (len(values), (values >= 0.95).sum()) == (15, 4) and f"their mean is {values.mean():.3f}" in PROSE
    assert spread_of(screening.COLOURS, "specificity")[0] < 0.25 and f"with {spread_of(screening.COLOURS, 'sensitivity')[0]:.3f}" in PROSE
    cheated = re.findall(r"honest 0\.9\d\d, chosen on the test (0\.\d+)", printed(NAME))
    assert len(cheated) == 5 and all(float(value) >= 0.95 for value in cheated)


@pytest.mark.parametrize("name, text", [("LeNet", "LeNet, of 1998, follows with 0.925"), ("VGG-11", "*VGG-11 has the best mean*, 0.944 in accuracy and 0.984 in AUC"), ("ResNet-18", "before ResNet-18 with 0.915")])
def test_the_table_is_read_aloud(name, text):
    assert text in PROSE and f"{spread_of(name, 'accuracy').mean():.3f}" in text
    table = next(output.data["text/plain"] for cell in executed(NAME).cells if "header =" in cell.source for output in cell.outputs if "text/plain" in output.get("data", {}))
    assert f"{name} {spread_of(name, 'accuracy').mean():.3f} ± {spread_of(name, 'accuracy').std(ddof=1):.3f}" in table


def test_what_is_said_of_the_order_of_the_networks():
    means = {name: spread_of(name, "accuracy").mean() for name in screening.NETWORKS}
    assert max(means, key=means.get) == "VGG-11" and round(means["AlexNet"], 2) == round(means["GoogLeNet"], 2) == 0.89
    assert min(means.values()) > 0.88 and spread_of(screening.COLOURS, "accuracy")[0] == pytest.approx(0.716)
    spreads = {name: spread_of(name, "sensitivity").std() for name in screening.NETWORKS}
    assert max(spreads, key=spreads.get) == "VGG-11"
    assert 1.4 < RECORD["step"]["GoogLeNet"] / RECORD["step"]["VGG-11"] < 1.7
    assert all(run["accuracy"][-1] >= 0.98 for name in screening.NETWORKS for run in RECORD["networks"][name]["runs"])


def test_hard_pictures_are_hard_for_all():
    answers = np.concatenate([screening.scores(name, "test") >= 0.5 for name in screening.NETWORKS])
    wrong = (answers != TRUTH["test"]).sum(axis=0)
    assert ((wrong == 0).sum(), (wrong > 7).sum()) == (181, 16)
    assert (wrong == 15).sum() == 3 and TRUTH["test"][wrong == 15].all() and "Three pathologic eyes are overlooked by all fifteen runs" in PROSE


def test_mcnemar_is_read_aloud(answer):
    def runs(other):
        pairs = zip(screening.scores("VGG-11", "test") >= 0.5, screening.scores(other, "test") >= 0.5)
        return [answer["mcnemar"](TRUTH["test"], first.astype(int), second.astype(int)) for first, second in pairs]

    assert all(p < 0.01 for _, _, p in runs("AlexNet")) and [pair[:2] for pair in runs("LeNet")] == [(9, 2), (6, 4), (10, 5)]
    assert [round(p, 2) for *_, p in (runs("LeNet")[0], runs("LeNet")[1])] == [0.07, 0.75]


def test_predictive_values_are_read_aloud(answer):
    means = [(spread_of(name, "sensitivity").mean(), spread_of(name, "specificity").mean()) for name in ("VGG-11", "LeNet")]
    at_one_percent = [answer["predictive_values"](*each, 0.01)[0] for each in means]
    assert [round(1 / value) for value in at_one_percent] == [8, 13] and 0.9 < answer["predictive_values"](*means[0], 0.5)[0] < 0.95
    assert answer["predictive_values"](0.9, 0.9, 0.01)[0] == pytest.approx(1 / 12)


def test_colours_alone_raise_alarms_for_most_of_the_well():
    points = screening.curve(TRUTH["validation"], screening.scores(screening.COLOURS, "validation")[0])
    assert 0.65 < points[points[:, 1] >= 0.9][0, 0] < 0.75


def test_paddles_auc_sorts_into_bins():
    first, exact = re.search(r"4096 bins: ([\d.]+), by pairs: ([\d.]+)", printed(NAME)).groups()
    assert (round(float(first), 3), round(float(exact), 3)) == (0.966, 0.975) and "0.966 instead of 0.975" in PROSE


def test_paddles_recall_rounds():
    metric = paddle.metric.Recall()
    metric.update(np.array([0.5, 0.51, 0.49, 0.9]), np.ones(4, int))
    assert metric.accumulate() == 0.5  # 0.5 itself is rounded to the even number, 0


def test_every_network_has_a_lower_area_on_the_test_pictures():
    for name in screening.NETWORKS:
        areas = [np.mean([roc_auc_score(TRUTH[part], each) for each in screening.scores(name, part)]) for part in ("validation", "test")]
        assert 0.005 < areas[0] - areas[1] < 0.025
