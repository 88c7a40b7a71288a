"""Tables of layers: reading and writing them, drawing them, judging them cell by cell, and the numbers of chapter 08."""

import ast
import json
from pathlib import Path

import numpy as np
import pytest

from course import checks, plots, table_checks, tables, widgets
from grader.chapter import read_chapter
from grader.submission import solutions

CONV = table_checks.expected_row([6, 3, 5, 5], [10, 6, 224, 224])
POOL = table_checks.expected_row(None, [10, 6, 112, 112])
FC = table_checks.expected_row([50176, 64], [10, 64])


@pytest.mark.parametrize(
    "column, text, meaning",
    [
        ("weight_shape", "6, 3, 5, 5", [6, 3, 5, 5]),
        ("weight_shape", " [6,3, 5 5] ", [6, 3, 5, 5]),
        ("weight_shape", "(16*56*56, 64)", [50176, 64]),
        ("output_shape", "10×6×224×224", [10, 6, 224, 224]),
        ("bias_shape", "(6,)", [6]),
        ("bias_shape", "None", None),
        ("bias_shape", "[]", None),
        ("bias_shape", "", "?"),
        ("bias_count", " ? ", "?"),
        ("weight_count", "3,211,264", 3211264),
        ("weight_count", "6*3*5*5", 450),
        ("weight_count", "0", 0),
    ],
)
def test_a_typed_cell_is_understood(column, text, meaning):
    assert tables.parse_cell(column, text) == meaning


@pytest.mark.parametrize("text, word", [("many", "many"), ("-3", "-3"), ("1.5", "1.5"), ("None", "None")])
def test_a_typed_count_that_makes_no_sense_is_quoted(text, word):
    with pytest.raises(ValueError, match=f"'{word}' is no whole number"):
        tables.parse_cell("weight_count", text)


@pytest.mark.parametrize("text", ["six", "6, a", "6, 3.0"])
def test_a_typed_shape_that_makes_no_sense_is_quoted(text):
    with pytest.raises(ValueError, match=f"'{text}' is no shape; write 10, 6, 24, 24, or None"):
        tables.parse_cell("bias_shape", text)


def test_the_first_bad_cell_is_named():
    with pytest.raises(ValueError, match="pool1, weight_count: 'x'"):
        tables.parse_table({"conv1": {"bias_count": "6"}, "pool1": {"weight_count": "x"}})


def test_table_code_is_python_that_gives_the_table_back():
    table = {"conv1": CONV, "pool": POOL, "fc": dict.fromkeys(tables.COLUMNS, "?")}
    assigned = ast.parse(tables.table_code("homework_2", table)).body[0]
    assert assigned.targets[0].id == "homework_2"
    assert ast.literal_eval(assigned.value) == table
    assert tables.still_open(table) == 5


def test_layers_are_plain_dicts():
    assert tables.conv(6, 5, padding=2) == {"type": "conv", "filters": 6, "kernel": 5, "padding": 2}
    assert tables.pool(2, stride=3, name="p") == {"type": "pool", "kernel": 2, "stride": 3, "name": "p"}
    assert tables.fc(64) == {"type": "fc", "units": 64}


def test_expected_row_counts():
    assert CONV == {
        "weight_shape": [6, 3, 5, 5],
        "weight_count": 450,
        "bias_shape": [6],
        "bias_count": 6,
        "output_shape": [10, 6, 224, 224],
    }
    assert (POOL["weight_count"], POOL["bias_shape"], FC["weight_count"], FC["bias_shape"]) == (0, None, 3211264, [64])


@pytest.mark.parametrize("expected", [CONV, POOL, FC])
def test_a_right_row_gets_all_points_in_every_spelling(expected, capsys):
    tuples = {column: tuple(value) if isinstance(value, list) else value for column, value in expected.items()}
    arrays = {column: np.array(value) if value is not None else [] for column, value in expected.items()}
    for row in (expected, tuples, arrays):
        score = table_checks.score_row("layer", row, expected, None, points=2.5)
        assert type(score) is float and score == 2.5
    assert capsys.readouterr().out == ""


def test_each_wrong_cell_costs_its_own_share(capsys):
    wrong = CONV | {"weight_count": 150, "bias_count": 6 * 224 * 224}
    assert table_checks.score_row("conv1", wrong, CONV, [10, 3, 224, 224], points=2.5) == 1.5
    said = capsys.readouterr().out
    assert "conv1, weight_count: 150 is wrong: the channels of the input are not counted" in said
    assert "conv1, bias_count: 301056 is wrong: the biases are counted per output pixel" in said


def test_pooling_gets_nothing_for_having_no_weights(capsys):
    nothing = table_checks.expected_row(None, None)
    assert [table_checks.score_row("layer", nothing, row, None, points=1) for row in (CONV, POOL, FC)] == [0.0, 0.0, 0.0]
    assert table_checks.score_row("pool", POOL | {"weight_count": 4, "bias_count": 1}, POOL, None, points=1) == 0.5
    assert table_checks.score_row("pool", dict.fromkeys(POOL, "?") | {"output_shape": [10, 6, 112, 112]}, POOL, None, points=1) == 0.0


def test_a_count_that_follows_from_a_wrong_shape_is_said_to(capsys):
    row = FC | {"weight_shape": [16 * 53 * 53, 64], "weight_count": 16 * 53 * 53 * 64}
    assert table_checks.score_row("fc1", row, FC, [10, 16, 56, 56], points=2.5) == 1.5
    assert "weight_count: 2876416 is wrong: it follows from your shape" in capsys.readouterr().out


@pytest.mark.parametrize(
    "cell, expected, before, value, reason",
    [
        ("weight_shape", FC, [10, 16, 56, 56], [64, 50176], "[out, in]"),
        ("weight_shape", FC, [10, 16, 56, 56], [3136, 64], "the channels are left out"),
        ("weight_count", FC, [10, 16, 56, 56], 3211328, "biases are counted in"),
        ("output_shape", FC, [10, 16, 56, 56], [64], "the batch is missing"),
        ("output_shape", CONV, [10, 3, 224, 224], [10, 6, 220, 220], "the padding is forgotten"),
        ("output_shape", CONV, [10, 3, 224, 224], [10, 6, 222, 222], "both sides"),
        ("output_shape", CONV, [10, 3, 224, 224], [10, 6, 7, 7], "floor"),
        ("weight_shape", CONV, None, None, "[C_out, C_in, k_h, k_w]"),
        ("output_shape", POOL, [10, 6, 224, 224], [10, 6, 224, 224], "that is what goes in"),
        ("weight_shape", POOL, None, [6, 6, 2, 2], "no weights: write None"),
    ],
)
def test_a_wrong_cell_names_the_rule(cell, expected, before, value, reason):
    assert reason in table_checks.cell_problem(cell, value, expected, before)


@pytest.mark.parametrize(
    "value, kind, phrase",
    [
        ("450", "count", "is text"),
        (450.0, "count", "a float"),
        (True, "count", "whole number should stand"),
        (None, "count", "0 where there is nothing"),
        (6, "shape", "a shape is a list"),
        ([6.0], "shape", "a float"),
        ([[6]], "shape", "whole number should stand"),
        (np.zeros((2, 2), int), "shape", "a shape is a list"),
    ],
)
def test_impossible_forms_are_named(value, kind, phrase):
    assert phrase in checks.form_problem(value, kind)


def test_look_over_says_what_is_open_and_judges_nothing(capsys):
    assert table_checks.look_over_row("homework_2", {"conv1": CONV | {"weight_count": 3}}, "conv1") is None
    assert capsys.readouterr().out.startswith('homework_2["conv1"] is filled in. Whether it is right')
    assert table_checks.look_over_row("homework_2", {"conv1": CONV | {"bias_count": "?"}}, "conv1") == 0.0
    assert capsys.readouterr().out.startswith('homework_2["conv1"]["bias_count"] is still "?": fill it in.\n(The 0.0 below')
    with pytest.raises(AssertionError, match="has no row 'fc2'"):
        table_checks.look_over_row("homework_2", {"conv1": CONV}, "fc2")
    with pytest.raises(AssertionError, match="must be a dict"):
        checks.look_over("homework_1", [1], {"multiplications": "count"})


def test_score_counts_gives_equal_shares(capsys):
    score = checks.score_counts("h", {"a": 1, "b": 5, "c": "?"}, {"a": 1, "b": 2, "c": 3}, 3, {"b": {"Five is too much.": 5}})
    assert type(score) is float and score == 1.0
    assert capsys.readouterr().out == 'h["b"]: 5 is wrong.\n    Likely mistake: Five is too much.\n'


def test_check_table_stops_at_the_first_wrong_cell():
    layers, expected = table_checks.as_network([(tables.conv(6, 5), [6, 3, 5, 5], [10, 6, 224, 224]), (tables.pool(2), None, [10, 6, 112, 112])])
    assert [layer["name"] for layer in layers] == list(expected) == ["layer1", "layer2"]
    table_checks.check_table("a network", expected, expected)
    wrong = {"layer1": CONV, "layer2": POOL | {"output_shape": [10, 6, 223, 223]}}
    with pytest.raises(AssertionError, match=r"layer2, output_shape:\n    \[10, 6, 223, 223\] is wrong: .*stride 1"):
        table_checks.check_table("a network", wrong, expected, [10, 3, 224, 224])
    for got, phrase in [({"layer1": CONV}, "there is no row"), (expected | {"x": CONV}, "no layer of that name"), ([1], "expected a dict")]:
        with pytest.raises(AssertionError, match=phrase):
            table_checks.check_table("a network", got, expected)


def test_check_shape_and_check_counts():
    checks.check_shape("a shape", (np.int64(50), 50), [50, 50])
    with pytest.raises(AssertionError, match="Likely mistake: not rounded"):
        checks.check_shape("a shape", (50.5, 50.5), [50, 50], {"not rounded": [50.5, 50.5]})
    checks.check_counts("counts", {"a": np.int64(3), "more": 1}, {"a": 3})
    with pytest.raises(AssertionError, match="has no 'a'"):
        checks.check_counts("counts", {"b": 3}, {"a": 3})


def test_shares_writes_every_number_and_its_share():
    figure = plots.shares(["one", "two"], {"parameters": [1, 3], "work": [30, 10]})
    texts = [[text.get_text() for text in axes.texts] for axes in figure.axes]
    assert texts == [["1 (25.0 %)", "3 (75.0 %)"], ["30 (75.0 %)", "10 (25.0 %)"]]
    assert [bar.get_width() for bar in figure.axes[1].patches] == [75, 25]
    assert figure.axes[0].get_title() == "parameters, 4 in all"


def test_table_picture_holds_every_text():
    figure = plots.table(["layer", "count"], [["conv1", "450"], ["fc", "?"]])
    assert [text.get_text() for text in figure.axes[0].texts] == ["layer", "count", "conv1", "450", "fc", "?"]


def test_the_form_writes_python_and_keeps_it_where_a_cell_is_bad():
    form = widgets.TableForm("homework_2", ["conv1", "pool"])
    form.controls["conv1 weight_shape"].value = "6, 3, 5, 5"
    form.controls["pool bias_shape"].value = "None"
    assert ast.literal_eval(form.text.value.partition("= ")[2])["conv1"]["weight_shape"] == [6, 3, 5, 5]
    assert "Cells still open: 8." in form.message.value
    before = form.text.value
    form.controls["conv1 bias_count"].value = "<six>"
    assert form.text.value == before
    assert "conv1, bias_count: &#x27;&lt;six&gt;&#x27; is no whole number" in form.message.value


def test_every_box_of_the_form_has_a_name_and_a_still_picture_stands_in():
    form = widgets.fill_in_table()
    assert form.controls["fc1 output_shape"].tooltip == "fc1, output_shape"
    assert len(form.controls) == 30
    data, metadata = form._repr_mimebundle_()
    assert data["image/png"] and "fc2: nothing yet." in metadata["image/png"]["alt"]


# The numbers of tests/golden.json that chapter 08 teaches, asked of its solutions.

ROOT = Path(__file__).parent.parent
GOLDEN = {id: entry["expected"] for id, entry in json.loads((ROOT / "tests" / "golden.json").read_text()).items()}
CELLS = {"w": "weight_shape", "w_n": "weight_count", "b": "bias_shape", "b_n": "bias_count", "out": "output_shape"}


@pytest.fixture(scope="module")
def solved():
    """The names that the chapter's solutions define."""
    (path,) = (ROOT / "course" / "chapters").glob("08-*.py")
    namespace = {"np": np}
    for code in solutions(read_chapter(path)).values():
        exec(code, namespace)
    return namespace


def named(*layers):
    return [{"name": f"layer{number}"} | layer for number, layer in enumerate(layers, 1)]


def parameters(table):
    return [row["weight_count"] + row["bias_count"] for row in table.values()]


def shapes(table):
    return [row["output_shape"] for row in table.values()]


def lenet(third, *units):
    convolutions = [tables.conv(6, 5), tables.pool(2), tables.conv(16, 5), tables.pool(2), *third]
    return named(*convolutions, *(tables.fc(count) for count in units))


def test_golden_homework_1(solved):
    golden = GOLDEN["hw1"]
    assert solved["homework_1"] == {
        "multiplications": golden["mult"],
        "additions_without_bias": golden["add_no_bias"],
        "additions_with_bias": golden["add_with_bias"],
    }
    for bias, additions in [(False, golden["add_no_bias"]), (True, golden["add_with_bias"])]:
        counts = solved["conv_operations"](10, 3, 224, 224, 64, 3, 1, 1, bias)
        assert counts == {"multiplications": golden["mult"], "additions": additions}
    assert solved["useful_multiplications"](10, 3, 224, 224, 64, 3, 1, 1) == GOLDEN["hw1.skipzeros"]["mult"]


def test_golden_homework_2(solved):
    golden = {layer: {CELLS[key]: value for key, value in row.items()} for layer, row in GOLDEN["hw2"].items()}
    network = [
        tables.conv(6, 5, padding=2, name="conv1"),
        tables.pool(2, stride=2, name="max_pool1"),
        tables.conv(16, 5, padding=2, name="conv2"),
        tables.pool(2, stride=2, name="max_pool2"),
        tables.fc(64, name="fc1"),
        tables.fc(1, name="fc2"),
    ]
    assert solved["homework_2"] == golden == solved["layer_table"](network, [10, 3, 224, 224])
    assert sum(parameters(golden)) == 3_214_265


def test_golden_counts_of_one_convolution(solved):
    first = solved["conv_operations"](1, 1, 32, 32, 1, 3, 1, 0, False)
    assert first == {"multiplications": GOLDEN["flops.8100"], "additions": 7200}
    six = solved["conv_operations"](1, 3, 32, 32, 6, 3, 1, 0, True)
    assert six["multiplications"] + 6 * 30 * 30 == GOLDEN["conv.flops151200"]
    assert parameters(solved["layer_table"](named(tables.conv(6, 3)), [1, 3, 32, 32])) == [GOLDEN["conv.params168"]]
    assert parameters(solved["layer_table"](named(tables.conv(10, 3)), [1, 3, 32, 32])) == [GOLDEN["conv004.280"]]


def test_golden_lenets(solved):
    count = solved["layer_table"]
    five = count(lenet([tables.conv(120, 5)], 84, 10), [1, 1, 32, 32])
    assert [number for number in parameters(five) if number] == [
        GOLDEN["lenet5.params"][layer] for layer in ("conv1", "conv3", "conv5", "linear6", "linear7")
    ]
    assert sum(parameters(five)) == GOLDEN["lenet5.params"]["total"]
    small = count(lenet([tables.conv(120, 4)], 64, 10), [3, 1, 28, 28])
    assert shapes(small) == GOLDEN["lenet28.shapes"]["shapes"] and sum(parameters(small)) == GOLDEN["lenet28.shapes"]["params"]
    large = count(lenet([tables.conv(120, 4)], 64, 1), [1, 3, 224, 224])
    assert shapes(large) == [shape for _, shape in GOLDEN["lenetPM.shapes"]]
    assert large["layer6"]["weight_shape"] == [300_000, 64]
    assert sum(parameters(count(lenet([], 120, 84, 10), [1, 3, 32, 32]))) == GOLDEN["lenet.cifar"]


def test_golden_multiply_accumulates_of_lenet_5(solved):
    convolutions = [(1, 32, 6), (6, 14, 16), (16, 5, 120)]
    macs = sum(solved["conv_operations"](1, c_in, side, side, c_out, 5, 1, 0, True)["multiplications"] for c_in, side, c_out in convolutions)
    assert macs + 120 * 84 + 84 * 10 == GOLDEN["lenet5.macs"]["macs"] == GOLDEN["lenet5.macs"]["flops_2xmac"] // 2


def test_golden_alexnet(solved):
    conv, pool, fc = tables.conv, tables.pool, tables.fc
    wide = [conv(filters, 3, padding=1) for filters in (384, 384, 256)]
    layers = [conv(96, 11, stride=4, padding=5), pool(2), conv(256, 5, padding=2), pool(2), *wide, pool(2), fc(4096), fc(4096), fc(1)]
    table = solved["layer_table"](named(*layers), [1, 3, 224, 224])
    assert shapes(table) == [shape for _, shape in GOLDEN["alexnet.shapes"]]
    assert table["layer9"]["weight_shape"][0] == GOLDEN["alexnet.course"]["fc1_in"]
    assert sum(parameters(table)) == GOLDEN["alexnet.course"]["params"]


@pytest.mark.parametrize("outputs, key", [(1, "params"), (1000, "params_1000")])
def test_golden_vgg16(solved, outputs, key):
    layers = []
    for filters, count in [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]:
        layers += [tables.conv(filters, 3, padding=1)] * count + [tables.pool(2)]
    table = solved["layer_table"](named(*layers, tables.fc(4096), tables.fc(4096), tables.fc(outputs)), [1, 3, 224, 224])
    assert [row["output_shape"] for row in table.values() if row["weight_shape"] is None] == GOLDEN["vgg16.pool_shapes"]
    assert sum(parameters(table)) == GOLDEN["vgg16"][key]
    assert parameters(table)[18] == GOLDEN["vgg16"]["fc1"]
    assert round(GOLDEN["vgg16"]["fc1"] / GOLDEN["vgg16"]["params_1000"], 4) == GOLDEN["vgg16"]["fc1_share_1000"]
