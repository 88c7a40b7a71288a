"""Judges tables of layers cell by cell, and says which rule a wrong cell breaks.

A table is a dict {layer: row}; a row is a dict with the five cells of course.tables.COLUMNS.
"""

import math

from course.checks import as_shape, brief, form_problem, is_open, listed, look_over
from course.tables import COLUMNS

RULES = {
    "conv": {
        "weight_shape": "a convolution's weight is [C_out, C_in, k_h, k_w], and C_in is what the layer before puts out",
        "weight_count": "multiply the four numbers of the weight's shape, and nothing else",
        "bias_shape": "a convolution has one bias for each filter: [C_out]",
        "bias_count": "there are as many biases as filters",
        "output_shape": "the output is [N, C_out, rows, columns], with floor((n + 2p - k) / s) + 1 rows or columns",
    },
    "pool": {
        "weight_shape": "pooling takes a maximum or a mean and has no weights: write None",
        "weight_count": "pooling has no weights: write 0",
        "bias_shape": "pooling has no bias: write None",
        "bias_count": "pooling has no bias: write 0",
        "output_shape": "pooling keeps N and C; rows and columns become floor((n + 2p - k) / s) + 1",
    },
    "fc": {
        "weight_shape": "a fully connected layer's weight is [in, out] in Paddle; in is what is left of a picture, out the units",
        "weight_count": "multiply the two numbers of the weight's shape, and nothing else",
        "bias_shape": "a fully connected layer has one bias for each unit: [out]",
        "bias_count": "there are as many biases as units",
        "output_shape": "a fully connected layer gives each picture of the batch one number for each unit: [N, out]",
    },
}


def expected_row(weight_shape, output_shape):
    """The full row of a layer with biases. weight_shape: [C_out, C_in, k_h, k_w], [in, out] or None; output_shape: [N, ...]."""
    if weight_shape is None:
        return {"weight_shape": None, "weight_count": 0, "bias_shape": None, "bias_count": 0, "output_shape": output_shape}
    units = weight_shape[0] if len(weight_shape) == 4 else weight_shape[1]
    return {
        "weight_shape": weight_shape,
        "weight_count": math.prod(weight_shape),
        "bias_shape": [units],
        "bias_count": units,
        "output_shape": output_shape,
    }


def as_network(rows):
    """Layers to count, named layer1, layer2 ..., and the table to expect, from [(layer, weight_shape, output_shape)]."""
    layers = [{"name": f"layer{number}"} | layer for number, (layer, _, _) in enumerate(rows, 1)]
    return layers, {f"layer{number}": expected_row(weight, output) for number, (_, weight, output) in enumerate(rows, 1)}


def check_table(case, got, expected, before=None, mistakes=None):
    """Raise AssertionError at the first wrong cell of a table of layers, with the rule that was broken.

    got: {layer: row}, as the student made it; expected: {layer: row}; a row may be a part of one.
    before: the shape of the network's input, for better diagnoses.
    mistakes: {(layer, cell): {what was probably done: the value which that leads to}}.
    """
    if not isinstance(got, dict):
        raise AssertionError(f"{case}:\n    expected a dict with one row for each layer, got {type(got).__name__}: {brief(got)}")
    extra = [name for name in got if name not in expected]
    if extra:
        raise AssertionError(f"{case}:\n    there is a row {extra[0]!r}, but no layer of that name")
    for name, row in expected.items():
        if not isinstance(got.get(name), dict):
            problem = "there is no row" if name not in got else "expected a dict with the five cells as the row"
            raise AssertionError(f"{case}:\n    {problem} {name!r}")
        for column, wanted in row.items():
            if column not in got[name]:
                raise AssertionError(f"{case}, row {name!r}:\n    the cell {column!r} is missing; it has {listed(got[name])}")
            problem = cell_problem(column, got[name][column], row, before, (mistakes or {}).get((name, column)))
            if problem:
                raise AssertionError(f"{case}, {name}, {column}:\n    {problem} (expected {wanted})")
        before = row.get("output_shape")


def cell_problem(column, value, expected, before=None, mistakes=None):
    """What is wrong with one cell of a row, and the rule that it breaks; "" where it is right.

    expected: the full row, or the part of it that holds `column`; before: the output's shape of the layer before, if known.
    mistakes: {what was probably done: the value which that leads to}, looked at before the usual ones.
    """
    kind = "shape" if column.endswith("shape") else "count"
    problem = form_problem(value, kind)
    if problem:
        return problem
    same = as_shape if kind == "shape" else int
    value = same(value)
    if value == same(expected[column]) if expected[column] is not None else value is None:
        return ""
    for mistake, wrong in [*(mistakes or {}).items(), *_usual_mistakes(expected, before).get(column, [])]:
        if same(wrong) == value:
            return f"{value} is wrong: {mistake}"
    layer = _layer_kind(expected)
    if layer in RULES:
        return f"{value} is wrong: {RULES[layer][column]}"
    return f"{value} is wrong"


def look_over_row(name, table, layer):
    """look_over for one row of a table of layers. Raises AssertionError where there is no such row."""
    if not isinstance(table, dict):
        raise AssertionError(f"{name} must be a dict with one row for each layer; it is {type(table).__name__}: {brief(table)}")
    if layer not in table:
        raise AssertionError(f"{name} has no row {layer!r}; it has {listed(table) or 'none at all'}")
    kinds = {column: "shape" if column.endswith("shape") else "count" for column in COLUMNS}
    return look_over(f'{name}["{layer}"]', table[layer], kinds)


def score_row(name, row, expected, before, points, mistakes=None):
    """Points for one row of a table of layers; a sentence is printed for each wrong cell, with the rule that was broken.

    Layers with weights: a fifth of the points for each right cell. Pooling: the points belong to the output's shape,
    and each wrong cell among the other four takes a quarter of them away.
    Cells that look_over has complained of count as wrong without another word.
    name: the layer; expected: its full row; before: the output's shape of the layer before;
    mistakes: {cell: {what was probably done: the value which that leads to}}.
    """
    wrong = []
    for column in COLUMNS:
        value = row.get(column, "?")
        if form_problem(value, "shape" if column.endswith("shape") else "count"):
            wrong.append(column)
            continue
        problem = cell_problem(column, value, expected, before, (mistakes or {}).get(column))
        if problem:
            shape = column.replace("count", "shape")
            if shape != column and shape in wrong and value == _size(row.get(shape)):
                rule = RULES[_layer_kind(expected)][column]
                problem = problem.replace(rule, "it follows from your shape, which is wrong itself")
            wrong.append(column)
            print(f"{name}, {column}: {problem}.")
    if expected["weight_shape"] is not None:
        return float(points * (len(COLUMNS) - len(wrong)) / len(COLUMNS))
    return 0.0 if "output_shape" in wrong else float(points * (1 - len(wrong) / 4))


def _usual_mistakes(row, before):
    """{cell: [(what was probably done, the value which that leads to)]} for a full row; {} where cells are left out."""
    layer = _layer_kind(row)
    if layer == "conv":
        return _conv_mistakes(row["weight_shape"], row["output_shape"], before)
    if layer == "fc":
        return _fc_mistakes(row["weight_shape"], row["output_shape"], before)
    if layer == "pool" and len(row["output_shape"]) == 4:
        return {"output_shape": _pool_mistakes(row["output_shape"], before)}
    return {}


def _conv_mistakes(weight, output, before):
    c_out, c_in, k_h, k_w = weight
    n, _, rows, columns = output
    count = math.prod(weight)
    moved = []
    if before and len(before) == 4:
        height, width = before[2:]
        moved = [
            ("the padding is forgotten", [n, c_out, height - k_h + 1, width - k_w + 1]),
            ("that is the size of what goes in; this layer changes it", [n, c_out, height, width]),
            ("the padding counts on both sides of the picture", [n, c_out, (height - k_h + 1 + rows) // 2, (width - k_w + 1 + columns) // 2]),
        ]
    return {
        "weight_shape": [
            ("every filter looks at all channels of its input; the number of input channels is missing", [c_out, k_h, k_w]),
            ("every filter looks at all channels of its input, not at one", [c_out, 1, k_h, k_w]),
            ("this is one filter; how many there are stands in front", [c_in, k_h, k_w]),
            ("this is one filter; how many there are stands in front", [1, c_in, k_h, k_w]),
            ("the number of filters comes first, then the channels of the input", [c_in, c_out, k_h, k_w]),
            ("Paddle puts the kernel's rows and columns last", [k_h, k_w, c_in, c_out]),
            ("Paddle puts the kernel's rows and columns last", [c_out, k_h, k_w, c_in]),
            ("the same filters serve every picture of the batch, so N is no part of the weight", [n, c_in, k_h, k_w]),
            ("the same filters serve every picture of the batch, so N is no part of the weight", [n, *weight]),
            ("the kernel has rows and columns, so its size stands there twice", [c_out, c_in, k_h]),
        ],
        "weight_count": [
            ("the channels of the input are not counted; every filter has a kernel for each of them", c_out * k_h * k_w),
            ("this is one filter only", c_in * k_h * k_w),
            ("the biases are counted in; they have a cell of their own", count + c_out),
            ("the kernel has rows and columns, so its size counts twice", c_out * c_in * k_h),
            ("the batch is counted in; the same filters serve every picture", n * count),
            ("the weights are counted again for every output pixel; they are shared", rows * columns * count),
            ("the weights are counted again for every output pixel; they are shared", n * rows * columns * count),
        ],
        "bias_shape": [
            ("there is one bias for each filter, not one for each output pixel", [c_out, rows, columns]),
            ("there is one bias for each filter, not one for each output pixel", output),
            ("there is one bias for each filter, not one for each channel that goes in", [c_in]),
            ("there is one bias for each filter, not for each pair of channels", [c_out, c_in]),
            ("the same biases serve every picture of the batch", [n, c_out]),
            ("there is one bias for each filter, not one for the layer", [1]),
            ("a convolution has biases unless they are switched off", None),
        ],
        "bias_count": [
            ("the biases are counted per output pixel; there is one for each filter", c_out * rows * columns),
            ("the biases are counted per output pixel; there is one for each filter", math.prod(output)),
            ("the same biases serve every picture of the batch", n * c_out),
            ("there is one bias for each filter, not one for each channel that goes in", c_in),
            ("there is one bias for each filter, not for each pair of channels", c_out * c_in),
            ("there is one bias for each filter, not one for the layer", 1),
            ("a convolution has biases unless they are switched off", 0),
        ],
        "output_shape": [
            *_picture_mistakes(*output),
            *moved,
            ("the output has one channel for each filter; these are the channels that go in", [n, c_in, rows, columns]),
        ],
    }


def _pool_mistakes(output, before):
    mistakes = _picture_mistakes(*output)
    if before and len(before) == 4:
        n, channels, rows, columns = before
        mistakes += [
            ("that is what goes in; a pooling with a stride makes rows and columns fewer", before),
            ("that is what a window of 2×2 with stride 1 gives; look at the stride", [n, channels, rows - 1, columns - 1]),
        ]
    return mistakes


def _picture_mistakes(n, channels, rows, columns):
    """Mistakes in the order of an output's axes."""
    return [
        ("the batch is missing; the output has as many pictures as the input", [channels, rows, columns]),
        ("the batch is missing; the output has as many pictures as the input", [1, channels, rows, columns]),
        ("Paddle puts the channels before rows and columns", [n, rows, columns, channels]),
        ("rows come before columns", [n, channels, columns, rows]),
        ("the channels are missing", [n, rows, columns]),
    ]


def _fc_mistakes(weight, output, before):
    inputs, units = weight
    n = output[0]
    flattened = []
    if before and len(before) == 4:
        channels, rows, columns = before[1:]
        flattened = [
            ("the channels are left out of the flattened size", rows * columns),
            ("rows × columns are left out of the flattened size", channels),
            ("one side of the picture only is in the flattened size", channels * rows),
            ("the flattened size follows from a layer before the last pooling", channels * rows * columns * 4),
            ("the flattened size lacks a digit", channels * rows * columns // 10),
        ]
    return {
        "weight_shape": [
            *((mistake, [size, units]) for mistake, size in flattened),
            ("this is [out, in], as other frameworks have it; Paddle's Linear keeps [in, out]", [units, inputs]),
            ("the batch is counted in; every picture goes through the layer by itself", [n * inputs, units]),
            ("the batch is no part of the weight", [n, inputs, units]),
            ("how many numbers go in is missing", [units]),
        ],
        "weight_count": [
            *((mistake, size * units) for mistake, size in flattened),
            ("the biases are counted in; they have a cell of their own", inputs * units + units),
            ("the batch is counted in; the same weights serve every picture", n * inputs * units),
            ("every unit has a weight for each number that goes in; these are the inputs alone", inputs),
            ("every unit has a weight for each number that goes in; these are the units alone", units),
        ],
        "bias_shape": [
            ("there is one bias for each unit, not one for each number that goes in", [inputs]),
            ("the same biases serve every picture of the batch", [n, units]),
            ("there is one bias for each unit, not one for the layer", [1]),
            ("a fully connected layer has biases unless they are switched off", None),
        ],
        "bias_count": [
            ("there is one bias for each unit, not one for each number that goes in", inputs),
            ("the same biases serve every picture of the batch", n * units),
            ("there is one bias for each unit, not one for the layer", 1),
            ("a fully connected layer has biases unless they are switched off", 0),
        ],
        "output_shape": [
            ("the batch is missing; every picture gets its own numbers", [units]),
            ("the batch is missing; every picture gets its own numbers", [1, units]),
            ("the batch comes first", [units, n]),
            ("a fully connected layer flattens: no rows and columns are left", [n, units, 1, 1]),
            ("these are the numbers that go in; one comes out of each unit", [n, inputs]),
        ],
    }


def _layer_kind(row):
    """ "conv", "pool" or "fc" for a full row; "" where cells are left out."""
    if not {"weight_shape", "output_shape"} <= set(row):
        return ""
    return "pool" if row["weight_shape"] is None else {4: "conv", 2: "fc"}.get(len(row["weight_shape"]), "")


def _size(shape):
    """How many numbers an array of this shape holds; -1 where it is no shape."""
    return -1 if is_open(shape) or form_problem(shape, "shape") else math.prod(as_shape(shape) or [0])
