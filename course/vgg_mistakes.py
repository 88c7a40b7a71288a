"""Likely mistakes in the exercises of chapter 11, as course/mistakes.py keeps them: {sentence: the wrong result it leads to}."""

import numpy as np

from course import given_weights
from course.checks import brief, check
from course.given_weights import REGISTERED
from course.given_weights import give as give  # for the chapter's tests

import paddle
import paddle.nn.functional as F


def block_shapes(number, in_channels, out_channels):
    """The shapes of a block's parameters in the order of the forward pass: weight and bias of each convolution."""
    shapes = []
    for _ in range(number):
        shapes += [[out_channels, in_channels, 3, 3], [out_channels]]
        in_channels = out_channels
    return shapes


def vgg_shapes(config, in_channels, size, units, classes):
    """The shapes of a VGG's parameters in the order of the forward pass."""
    shapes = []
    for number, out_channels in config:
        shapes += block_shapes(number, in_channels, out_channels)
        in_channels = out_channels
    inputs = in_channels * (size // 2 ** len(config)) ** 2
    for outputs in (units, units, classes):
        shapes += [[inputs, outputs], [outputs]]
        inputs = outputs
    return shapes


def parameters_of(case, net, expected):
    """The parameters of a network; AssertionError with a diagnosis unless they have the expected shapes, in that order."""
    return given_weights.parameters_of(case, net, expected, _likely)


def _likely(shapes, expected):
    if len(shapes) < len(expected) and not any(len(shape) == 1 for shape in shapes):
        return "the biases are missing; VGG's layers have them."
    if sorted(shapes) == sorted(expected):
        return "the layers are not made in the order of the forward pass."
    if any(len(shape) == 4 and shape[2:] != [3, 3] for shape in shapes):
        return "every kernel is 3×3."
    if any(len(shape) == 4 for shape in shapes) and not any(len(shape) == 2 for shape in shapes) and any(len(shape) == 2 for shape in expected):
        return f"the fully connected layers are missing, or not found ({REGISTERED})."
    if not any(len(shape) == 4 for shape in shapes):
        return f"the convolutions are not found ({REGISTERED})."
    if len(shapes) == len(expected):
        return _other_sizes(shapes, expected)
    return _other_layers(shapes, expected)


def _other_sizes(shapes, expected):
    place = next(i for i, (a, b) in enumerate(zip(shapes, expected)) if a != b)
    if len(expected[place]) == 2 and len(shapes[place]) == 2 and shapes[place][0] != expected[place][0]:
        return (
            f"the flattened picture has {expected[place][0]:,} numbers here (channels times rows times columns"
            " after the last pooling): every block halves the side."
        )
    if place and len(expected[place]) == 4 and len(shapes[place]) == 4 and shapes[place][1] != expected[place][1]:
        return "a convolution takes as many channels as the one before it gives out."
    if len(expected[place]) == 2 and len(shapes[place]) == 2:
        return "the fully connected layers have `units`, `units` and `classes` outputs, whatever these are."
    return ""


def _other_layers(shapes, expected):
    (convolutions, connected), (wanted, three) = ([sum(len(shape) == n for shape in each) for n in (4, 2)] for each in (shapes, expected))
    if convolutions != wanted:
        return f"there are {wanted} convolutions, not {convolutions}; a block has `number` convolutions, each with weights of its own."
    if connected != three:
        return f"there are {three} fully connected layers, not {connected}."
    if len(shapes) < len(expected):
        return "a bias is missing; every layer with weights has one."
    return "there is a layer too many; the network of 2014 has no batch normalization."


def blocks(x, arrays, numbers, last_relu=True, relu=True, relu_first=False, pool=F.max_pool2d, pool_each=False, relu_after_pool_only=False, padding=1):
    """Blocks of 3×3 convolutions on x, a tensor, with the options of their likely mistakes. numbers: convolutions in each block."""
    arrays = [array if isinstance(array, paddle.Tensor) else paddle.to_tensor(array) for array in arrays]
    for number in numbers:
        for index in range(number):
            w, b, *arrays = arrays
            last = index == number - 1
            x = F.relu(x) if relu_first else x
            x = F.conv2d(x, w, b, padding=padding)
            if relu and not relu_first and not relu_after_pool_only and (last_relu or not last):
                x = F.relu(x)
            if pool is not None and (pool_each or last):
                x = pool(x, 2, 2)
        x = F.relu(x) if relu_after_pool_only else x
    return x


def block_outputs(x, arrays, numbers=None):
    """(right output, {mistake: wrong output}) of blocks with these weights on an array x [N, C, H, W]."""
    x, numbers = paddle.to_tensor(x), numbers or [len(arrays) // 2]
    variants = {
        "There is no ReLU at all; one stands after every convolution.": {"relu": False},
        "The last convolution has no ReLU behind it.": {"last_relu": False},
        "ReLU stands before the convolutions; it belongs behind each of them.": {"relu_first": True},
        "There is one ReLU in each block only; one stands after every convolution.": {"relu_after_pool_only": True},
        "The pooling is average pooling; VGG takes the maximum.": {"pool": F.avg_pool2d},
        "The pooling at the end of the block is missing.": {"pool": None},
        "There is a pooling after every convolution; one stands at the end of the block.": {"pool_each": True},
    }
    if len(numbers) == 1 and min(x.shape[2:]) - 2 * numbers[0] >= 2:
        variants["The padding is missing: 3×3 with padding 1 keeps rows and columns."] = {"padding": 0}
    right = blocks(x, arrays, numbers).numpy()
    wrong = {}
    for sentence, options in variants.items():
        try:
            wrong[sentence] = blocks(x, arrays, numbers, **options).numpy()
        except ValueError:  # a picture that is too small for so many poolings
            pass
    wrong["The pooling moves by 1 pixel; its stride is 2."] = blocks(x, arrays, numbers, pool=lambda x, k, s: F.max_pool2d(x, 2, 1)).numpy()
    return right, {sentence: value for sentence, value in wrong.items() if value.shape != right.shape or not np.allclose(value, right, atol=1e-3)}


def head(features, arrays, relu=(True, True), softmax=False, transposed=False):
    """Three fully connected layers on feature maps, a tensor [N, C, H, W], with the options of their likely mistakes."""
    x = (features.transpose([0, 2, 3, 1]) if transposed else features).flatten(1)
    for layer in range(3):
        w, b = arrays[2 * layer : 2 * layer + 2]
        x = F.linear(x, paddle.to_tensor(w), paddle.to_tensor(b))
        x = F.relu(x) if layer < 2 and relu[layer] else x
    return F.softmax(x) if softmax else x


def vgg_outputs(x, arrays, config):
    """(right scores, {mistake: wrong scores}) of a VGG with these weights in inference mode, for an array x [N, C, H, W]."""
    numbers = [number for number, _ in config]
    convolutions, connected = arrays[:-6], arrays[-6:]
    features, wrong_features = block_outputs(x, convolutions, numbers)
    right = head(paddle.to_tensor(features), connected).numpy()
    known = {
        "The ReLU after the first fully connected layer is missing.": {"relu": (False, True)},
        "The ReLU after the second fully connected layer is missing.": {"relu": (True, False)},
        "Neither of the first two fully connected layers has a ReLU.": {"relu": (False, False)},
        "There is a softmax at the end; return the scores, the loss takes them as they are.": {"softmax": True},
        "Rows and columns come before channels when the maps are flattened; flatten them as they lie.": {"transposed": True},
    }
    wrong = {sentence: head(paddle.to_tensor(features), connected, **options).numpy() for sentence, options in known.items()}
    wrong["There is a ReLU behind the last layer; scores may be negative."] = np.maximum(right, 0)
    for sentence, maps in wrong_features.items():
        if maps.shape == features.shape:
            wrong[sentence] = head(paddle.to_tensor(maps), connected).numpy()
    return right, wrong


def check_dropout(case, scores, dropout):
    """Scores [N, classes] in training of the network that hands ones through: each dropout leaves 0 or 1 / (1 - dropout).

    fc2 reads unit 0 of fc1 alone, so the first dropout acts on whole pictures; classes 2u and 2u + 1 read unit u of fc2,
    so the second acts on pairs of classes. AssertionError with a diagnosis unless both are there, and no third.
    """
    keep, values = 1 - dropout, np.asarray(scores, dtype=float)
    seen, expected = sorted({round(value, 3) for value in values.ravel().tolist()}), [0.0, round(keep**-2, 3)]
    told = {
        (1.0,): "No value was dropped: is there a dropout behind each of the two hidden layers?",
        (0.0, 1.0): "What is left is not made larger: Paddle's dropout divides it by 1 - dropout in training.",
        (0.0, round(1 / keep, 3)): "Only one of the two hidden layers has a dropout behind it.",
        (0.0, round(keep**-3, 3)): "There is a third dropout; none stands behind the blocks, nor behind the last layer.",
        (0.0, round(dropout**-2, 3)): "Dropout takes the probability of dropping, not of keeping.",
    }
    if keep != 0.5:
        told[0.0, 4.0] = told[0.0, round(2 / keep, 3)] = "The probability is fixed; use `dropout`."
    if seen != expected:
        why = told.get(tuple(seen))
        raise AssertionError(f"{case}: the scores hold {seen[:6]}, expected {expected}" + (f"\n    Likely mistake: {why}" if why else ""))
    alive = values[values.any(axis=1)]
    if not (values[:, ::2] == values[:, 1::2]).all():
        raise AssertionError(f"{case}: the scores themselves are dropped; no dropout stands behind the last layer.")
    if (alive > 0).all():
        raise AssertionError(f"{case}: nothing is dropped behind the second hidden layer; a dropout follows the ReLU of each of the first two.")
    if len(alive) > (keep + 0.35) * len(values):
        raise AssertionError(f"{case}: nothing is dropped behind the first hidden layer; a dropout follows the ReLU of each of the first two.")
    share = (values > 0).mean()
    assert abs(share - keep**2) < 0.2, f"{case}: {share:.2f} of the values are left, expected about {keep**2:.2f}"


def costs(config, size, in_channels, units, classes, convolutions="before", bias_macs=False):
    """(parameters, macs) of each stage and of the fully connected layers, added up layer by layer.

    convolutions: whether a stage works "before" or "after" its own pooling; bias_macs: every bias counts as a MAC.
    """
    rows, side, channels = [], size, in_channels
    for number, out_channels in config:
        at = side if convolutions == "before" else side // 2
        parameters = macs = 0
        for _ in range(number):
            parameters += 9 * channels * out_channels + out_channels
            macs += (9 * channels + bias_macs) * out_channels * at * at
            channels = out_channels
        rows.append((parameters, macs))
        side //= 2
    sizes = [channels * side * side, units, units, classes]
    pairs = list(zip(sizes, sizes[1:]))
    rows.append((sum(a * b + b for a, b in pairs), sum((a + bias_macs) * b for a, b in pairs)))
    return rows


def _wrong_costs(config, size, in_channels, units, classes):
    """{mistake: the rows (parameters, macs) it leads to}."""
    right = costs(config, size, in_channels, units, classes)
    repeated, flat, channels, side = [], [], in_channels, size
    for (number, out_channels), (parameters, macs) in zip(config, right):
        each = 9 * channels * out_channels
        repeated.append((number * (each + out_channels), number * each * side * side))
        weights = parameters - number * out_channels
        flat.append((weights, weights * size * size))
        channels, side = out_channels, side // 2
    one_bias = [(p - (n - 1) * out, m) for (p, m), (n, out) in zip(right, config)] + right[-1:]
    no_bias = [(row[0] - number * out, row[1]) for row, (number, out) in zip(right, config)] + [(right[-1][1], right[-1][1])]
    return {
        "The biases are missing.": no_bias,
        "All convolutions of a stage are counted with the channels of the first; from the second on they take out_channels.": [*repeated, right[-1]],
        "The convolutions work before the pooling of their stage, not after it.": costs(config, size, in_channels, units, classes, "after"),
        "Biases count among the parameters; they are no multiplications.": costs(config, size, in_channels, units, classes, bias_macs=True),
        "The side is never halved: every pooling halves rows and columns for the stages behind it.": [*flat, right[-1]],
        "Multiplications and additions are counted each by itself; a MAC is both together.": [(a, 2 * b) for a, b in right],
        "A weight is used once for every row AND column.": [(a, b // s) for (a, b), s in zip(right, _sides(config, size))] + [right[-1]],
        "The picture has in_channels channels, not always 3.": costs(config, size, 3, units, classes),
        "The size is fixed to 224; use `size`.": costs(config, 224, in_channels, units, classes),
        "The units are fixed to 4096; use `units`.": costs(config, size, in_channels, 4096, classes),
        "Only one of the fully connected layers is counted; there are three.": [*right[:-1], _first_connected(config, size, in_channels, units)],
        "There are three fully connected layers; that of the middle, units to units, is missing.": [
            *right[:-1],
            (right[-1][0] - units * units - units, right[-1][1] - units * units),
        ],
        "A kernel has nine places, each with its own weight.": _without_places(config, size, in_channels, right),
        "Parameters come first in each pair, then MAC.": [row[::-1] for row in right],
        "Each pair stands for its stage alone; do not add those before it.": [tuple(map(sum, zip(*right[: i + 1]))) for i in range(len(right))],
        "Every convolution of a stage has its own biases.": one_bias,
        "The weights of all convolutions of the stage are in the sum already; they are multiplied by `number` once more.": [
            *((p, n * m) for (p, m), (n, _) in zip(right, config)),
            right[-1],
        ],
        "The channels that come in never change; they are those of the stage before.": _with_channels(config, size, in_channels, units, classes),
        "The first convolution of a stage takes in_channels; only the number - 1 others take out_channels.": [
            *((p + 9 * out * out, m + 9 * (out * s) ** 2) for (p, m), (_, out), s in zip(right, config, _sides(config, size))),
            right[-1],
        ],
        "The classes are fixed to 1000; use `classes`.": costs(config, size, in_channels, units, 1000),
        **{sentence: [*right[:-1], _connected(inputs, units, classes)] for sentence, inputs in _wrong_inputs(channels, size, side).items()},
    }


def _connected(inputs, units, classes):
    weights = inputs * units + units * units + units * classes
    return weights + 2 * units + classes, weights


def _wrong_inputs(channels, size, side):
    """{mistake: the numbers that fc1 would read}."""
    return {
        "The last map has rows AND columns: the first fully connected layer reads channels · side · side numbers.": channels * side,
        "The first fully connected layer reads all numbers of the last map, not one for each channel.": channels,
        "The first fully connected layer reads the map behind the last pooling.": channels * (2 * side) ** 2,
        "The last map is 7×7 at 224 pixels and five stages only.": channels * 49,
        "The side is halved once for each stage, not always five times.": channels * (size // 32) ** 2,
    }


def _with_channels(config, size, in_channels, units, classes):
    """The rows where every stage takes the channels of the picture."""
    rows = [costs([stage], s, in_channels, units, classes)[0] for stage, s in zip(config, _sides(config, size))]
    return [*rows, _connected(in_channels * (size // 2 ** len(config)) ** 2, units, classes)]


def _without_places(config, size, in_channels, right):
    rows = [((p - n * out) // 9 + n * out, m // 9) for (p, m), (n, out) in zip(right, config)]
    return [*rows, right[-1]]


def _sides(config, size):
    return [size // 2**stage for stage in range(len(config))]


def _first_connected(config, size, in_channels, units):
    inputs = (config[-1][1] if config else in_channels) * (size // 2 ** len(config)) ** 2
    return inputs * units + units, inputs * units


def check_costs(function, config, size, in_channels, units, classes, columns=(0, 1)):
    """Call cost_by_stage and compare parameters (column 0) and MAC (column 1) of every stage; AssertionError with a diagnosis."""
    case = f"cost_by_stage({config}, size={size}, in_channels={in_channels}, units={units}, classes={classes})"
    got = function(config, size=size, in_channels=in_channels, units=units, classes=classes)
    expected, wrong = costs(config, size, in_channels, units, classes), _wrong_costs(config, size, in_channels, units, classes)
    for column in columns:
        check_column(case, got, expected, column, wrong)


def pair(function, config, size, in_channels, units, classes, stage):
    """One stage's pair of cost_by_stage."""
    got = function(config, size=size, in_channels=in_channels, units=units, classes=classes)
    return rows_of("cost_by_stage", got, len(config) + 1)[stage]


def rows_of(case, got, number, connected=True):
    """A result as a list of pairs; AssertionError where it is none of that length. connected: the last stands for the fully connected layers."""
    if got is None:
        raise AssertionError(f"{case}:\n    there is no result (None). Does every path end in a return?")
    try:
        rows = [tuple(row) for row in got]
    except TypeError:
        raise AssertionError(f"{case}:\n    expected a list of pairs (parameters, MAC), got {brief(got)}") from None
    if any(len(row) != 2 for row in rows):
        raise AssertionError(f"{case}:\n    every entry must be a pair (parameters, MAC); got {brief(rows)}")
    if len(rows) != number:
        why = {-1: "the last pair, for the fully connected layers together, is missing.", 2: "the fully connected layers belong together in one pair."}
        why = why.get(len(rows) - number, "") if connected else "there is one pair for each stage, and none for fully connected layers."
        raise AssertionError(f"{case}:\n    expected {number} pairs, got {len(rows)}" + (f"\n    Likely mistake: {why}" if why else ""))
    return rows


def check_column(case, got, expected, column, wrong=None):
    """Compare the parameters (column 0) or the MAC (column 1) of every pair."""
    rows, wrong = rows_of(case, got, len(expected)), wrong or {}
    if not wrong and expected == [(38_720, 1_936_392_192)]:
        wrong = {sentence: value[:1] for sentence, value in _wrong_costs([(2, 64)], 224, 3, 4096, 1000).items()}
    elif not wrong and len(expected) == 6:
        config = [(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]
        wrong = _wrong_costs(config, 224, 3, 4096, 1 if expected[-1] == costs(config, 224, 3, 4096, 1)[-1] else 1000)
    wrong = _whole_first(wrong, rows)
    for stage, (row, right) in enumerate(zip(rows, expected), 1):
        known = {sentence: value[stage - 1][column] for sentence, value in wrong.items() if value[stage - 1][column] != right[column]}
        place = "the fully connected layers" if stage == len(expected) > 1 else f"stage {stage}"
        check(f"{case}, {('parameters', 'MAC')[column]} of {place}", row[column], right[column], known)


def check_fields(function, config):
    """Call receptive_field_by_stage and compare each number; AssertionError with a diagnosis."""
    case = f"receptive_field_by_stage({config})"
    got = function(config)
    if got is None:
        raise AssertionError(f"{case}:\n    there is no result (None). Does every path end in a return?")
    try:
        got = list(got)
    except TypeError:
        raise AssertionError(f"{case}:\n    expected a list of {len(config)} numbers, got {brief(got)}") from None
    right, variants = _fields(config), _whole_first(_wrong_fields(config), got)
    if len(got) != len(right):
        raise AssertionError(f"{case}:\n    expected {len(right)} numbers, one for each stage, got {len(got)}: {brief(got)}")
    for stage, (value, wanted) in enumerate(zip(got, right), 1):
        known = {sentence: wrong[stage - 1] for sentence, wrong in variants.items() if wrong[stage - 1] != wanted}
        check(f"{case}, stage {stage}", value, wanted, known)


def _whole_first(wrong, got):
    """Mistakes that explain the whole result before those that explain some numbers of it."""
    return dict(sorted(wrong.items(), key=lambda item: str(list(item[1])) != str(list(got))))


def _fields(config, pool=1, add=2, grow=2, keep_pool=True):
    field, jump, found = 1, 1, []
    for number, _ in config:
        field += add * number * jump
        found.append(field)
        if keep_pool:
            field += pool * jump
            found[-1] = field
        jump = jump * grow if grow else jump + 1
    return found


def _wrong_fields(config):
    before = []
    for right, jump in zip(_fields(config), (2**stage for stage in range(len(config)))):
        before.append(right - jump)
    doubled, field = [], 1
    for number, _ in config:
        field = (field + 2 * number) * 2
        doubled.append(field)
    return {
        "That is before the pooling of the stage; the pooling itself adds (2 − 1) times the jump.": before,
        "The poolings add nothing here: a 2×2 pooling adds 1 times the jump.": _fields(config, keep_pool=False),
        "The jump never grows: after each pooling one step is twice as many pixels of the picture.": _fields(config, grow=1),
        "The pooling adds 2 times the jump; it is (k − 1) times the jump before it, so 1 time. The jump doubles afterwards.": _fields(config, pool=2),
        "A 3×3 convolution adds (3 − 1) = 2 times the jump, not 3.": _fields(config, add=3),
        "A 3×3 convolution adds (3 − 1) = 2 times the jump, not 1.": _fields(config, add=1),
        "The pooling doubles the jump, not the receptive field.": doubled,
        "It begins with 1: a pixel of the picture sees itself.": [value - 1 for value in _fields(config)],
        "A stage has `number` convolutions, not one.": _fields([(1, channels) for _, channels in config]),
        "The jump doubles behind the pooling of a stage, not before its convolutions.": [2 * value - 1 for value in _fields(config)],
        "The jump doubles with each pooling; it does not grow by 1.": _fields(config, grow=None),
        "Each stage goes on where the one before it ended; field and jump do not begin anew.": [2 * number + 2 for number, _ in config],
        "The list begins with the first stage; it is read from its end.": _fields(config[::-1]),
        "A receptive field may be larger than the picture; do not cut it.": [min(value, 224) for value in _fields(config)],
    }


def one_kernel(config, size, in_channels, kernel=lambda n: 2 * n + 1, bias=1, halve=True):
    """(parameters, macs) of each stage with one convolution of kernel(number) in it."""
    rows, side, channels = [], size, in_channels
    for number, out_channels in config:
        weights = kernel(number) ** 2 * channels * out_channels
        rows.append((weights + bias * out_channels, weights * side * side))
        channels = out_channels
        side = side // 2 if halve else side
    return rows


def check_one_kernel(function, config, size, in_channels):
    """Call one_kernel_cost and compare parameters and MAC of every stage; AssertionError with a diagnosis."""
    case = f"one_kernel_cost({config}, size={size}, in_channels={in_channels})"
    got = rows_of(case, function(config, size=size, in_channels=in_channels), len(config), connected=False)
    here = config, size, in_channels
    after = [(a, b // 4) for a, b in one_kernel(*here)]
    wrong = {
        "The bias is missing: one for each filter.": one_kernel(*here, bias=0),
        "n convolutions 3×3 see 2n + 1 pixels, not 3n.": one_kernel(*here, kernel=lambda n: 3 * n),
        "n convolutions 3×3 see 2n + 1 pixels for every n; this is always 7, or at most 7.": one_kernel(*here, kernel=lambda n: 7),
        "n convolutions 3×3 see 2n + 1 pixels; this is always 3.": one_kernel(*here, kernel=lambda n: 3),
        "One 3×3 sees 3 pixels, and each one more adds 2: 2n + 1, not 2n - 1.": one_kernel(*here, kernel=lambda n: 2 * n - 1),
        "The kernel is a square: it has (2n + 1)² places.": [
            ((a - out) // (2 * n + 1) + out, b // (2 * n + 1)) for (a, b), (n, out) in zip(one_kernel(*here), config)
        ],
        "The convolution takes the channels of the stage before, not its own.": _own_channels(config, size),
        "The convolution works before its stage's pooling, not after it.": after,
        "The side is never halved.": one_kernel(*here, halve=False),
        "This is the cost of the small kernels; one large one stands in their place.": costs(config, size, in_channels, 1, 1)[:-1],
        "ONE convolution stands in each stage, not `number` of them.": [(n * a, n * b) for (a, b), (n, _) in zip(one_kernel(*here), config)],
        "The picture has in_channels channels, not always 3.": one_kernel(config, size, 3),
        "The size is fixed to 224; use `size`.": one_kernel(config, 224, in_channels),
        "Parameters come first in each pair, then MAC.": [row[::-1] for row in one_kernel(*here)],
        "Multiplications and additions are counted each by itself; a MAC is both together.": [(a, 2 * b) for a, b in one_kernel(*here)],
        "There is one convolution, so one bias for each filter, not `number`.": [
            (a + (n - 1) * out, b) for (a, b), (n, out) in zip(one_kernel(*here), config)
        ],
        "Biases count among the parameters; they are no multiplications.": [
            (a, a * s * s) for (a, _), s in zip(one_kernel(*here), _sides(config, size))
        ],
        "The channels that come in never change; they are those of the stage before.": [
            one_kernel([stage], s, in_channels)[0] for stage, s in zip(config, _sides(config, size))
        ],
        "The pooling does not belong to the kernel: n convolutions 3×3 see 2n + 1 pixels.": one_kernel(*here, kernel=lambda n: 2 * n + 2),
        "Rows and columns stay: the convolution has the padding that keeps them.": [
            (a, b // s**2 * (s - 2 * n) ** 2) for (a, b), s, (n, _) in zip(one_kernel(*here), _sides(config, size), config)
        ],
        "A stage has one pooling and halves the side once, however many convolutions it has.": _halved_each(config, size, in_channels),
    }
    wrong = _whole_first(wrong, got)
    for column in (0, 1):
        for stage, (row, right) in enumerate(zip(got, one_kernel(*here)), 1):
            known = {sentence: value[stage - 1][column] for sentence, value in wrong.items() if value[stage - 1][column] != right[column]}
            check(f"{case}, {('parameters', 'MAC')[column]} of stage {stage}", row[column], right[column], known)


def _halved_each(config, size, in_channels):
    rows, side = [], size
    for (number, _), s, (a, b) in zip(config, _sides(config, size), one_kernel(config, size, in_channels)):
        rows.append((a, b // s**2 * side**2))
        side //= 2**number
    return rows


def _own_channels(config, size):
    rows = []
    for stage, (number, out) in enumerate(config):
        weights = (2 * number + 1) ** 2 * out * out
        rows.append((weights + out, weights * (size // 2**stage) ** 2))
    return rows


def as_kernels(weight, channels, rows, columns):
    """(right kernels [units, channels, rows, columns], {mistake: wrong ones}) of a fully connected layer's weight [inputs, units]."""
    units = weight.shape[1]
    right = np.stack([weight[:, unit].reshape(channels, rows, columns) for unit in range(units)])
    wrong = {
        "Paddle's weight is [inputs, units]: turn it over before the numbers are laid out anew.": weight.reshape(units, channels, rows, columns),
        "Each unit's column was flattened as channels, rows, columns, in this order; channels are not the last.": np.stack(
            [weight[:, unit].reshape(rows, columns, channels).transpose(2, 0, 1) for unit in range(units)]
        ),
        "Rows and columns are swapped.": np.stack([weight[:, unit].reshape(channels, columns, rows).transpose(0, 2, 1) for unit in range(units)]),
        "The kernels are turned round; networks do not turn them (chapter 1).": right[:, :, ::-1, ::-1],
        "Filters come first, then channels: [units, channels, rows, columns].": right.transpose(1, 0, 2, 3),
        "The units are still the last axis; filters come first.": weight.reshape(channels, rows, columns, units),
        "With four axes .T reverses all of them; only the units move to the front.": weight.reshape(channels, rows, columns, units).T,
        "reshape with order='F' lays the numbers out with the channels first; flattening has the columns run first.": weight.T.reshape(
            units, channels, rows, columns, order="F"
        ),
    }
    return right, {sentence: value for sentence, value in wrong.items() if value.shape != right.shape or not np.allclose(value, right)}
