"""Likely mistakes in the exercises of chapter 14, as course/mistakes.py keeps them: {sentence: the wrong result it leads to}."""

import math

import numpy as np

from course import given_weights
from course.checks import brief, check
from course.given_weights import REGISTERED
from course.resnet import BLOCKS, small

import paddle
import paddle.nn.functional as F

MOMENTUM = "In Paddle `momentum` is the share of the old running mean that is kept: leave it at its 0.9."
EXPANSION = 4  # a bottleneck gives four times as many channels as its 3×3 convolution has


# the shapes of the parameters


def _convolution(in_channels, out_channels, k):
    """Shapes of a convolution without bias and of the batch normalization behind it: gamma, beta, running mean and variance."""
    return [[out_channels, in_channels, k, k], *[[out_channels]] * 4]


def block_shapes(in_channels, out_channels, stride=1):
    """The shapes of a ResidualBlock's parameters, in the order in which the statement has the layers made."""
    shapes = _convolution(in_channels, out_channels, 3) + _convolution(out_channels, out_channels, 3)
    return shapes + (_convolution(in_channels, out_channels, 1) if stride > 1 or in_channels != out_channels else [])


def bottleneck_shapes(in_channels, channels, stride=1):
    """The shapes of a Bottleneck's parameters, in the order in which the statement has the layers made."""
    wide = EXPANSION * channels
    shapes = _convolution(in_channels, channels, 1) + _convolution(channels, channels, 3) + _convolution(channels, wide, 1)
    return shapes + (_convolution(in_channels, wide, 1) if stride > 1 or in_channels != wide else [])


def plan(depth, width):
    """The blocks of a ResNet: (in_channels, channels, stride) of each, in order; and the channels behind the last."""
    expansion, before, blocks = _expansion(depth), width, []
    for stage, number in enumerate(BLOCKS[depth]):
        for index in range(number):
            blocks.append((before, width * 2**stage, 2 if stage and index == 0 else 1))
            before = width * 2**stage * expansion
    return blocks, before


def _expansion(depth):
    return EXPANSION if depth >= 50 else 1


def resnet_shapes(depth, in_channels, classes, width):
    """The shapes of a ResNet's parameters, in the order in which the statement has the layers made."""
    blocks, last = plan(depth, width)
    shapes = _convolution(in_channels, width, 7)
    for block in blocks:
        shapes += bottleneck_shapes(*block) if depth >= 50 else block_shapes(*block)
    return [*shapes, [last, classes], [classes]]


def parameters_of(case, net, expected):
    """The parameters of a network; AssertionError with a diagnosis unless they have the expected shapes, in that order."""
    return given_weights.parameters_of(case, net, expected, _likely)


def _likely(shapes, expected):
    kernels, right = [[s for s in values if len(s) == 4] for values in (shapes, expected)]
    vectors = sum(len(shape) == 1 for shape in shapes)
    if sorted(shapes) == sorted(expected):
        return "the layers are not made in the order that the statement asks for, as parameters() shows it."
    if not kernels:
        return f"the convolutions are not found ({REGISTERED})."
    if kernels == right and vectors == sum(len(shape) == 1 for shape in expected) + len(kernels):
        return "the convolutions have biases; batch normalization takes them out again: bias_attr=False."
    if kernels == right and shapes == expected[:-1] and len(expected[-2]) == 2:
        return "the fully connected layer has no bias; it is to have one."
    if kernels == right and vectors < sum(len(shape) == 1 for shape in expected):
        return "a batch normalization is missing: one stands behind every convolution, that of the shortcut too."
    if kernels == right:
        return "what stands behind the convolutions differs: batch normalization with as many channels as the convolution gives, and no bias."
    return _about_kernels(kernels, right)


def _about_kernels(kernels, right):
    """What is wrong with the convolutions, in words."""
    ones = [sum(shape[2] == 1 for shape in shapes) for shapes in (kernels, right)]
    threes = [sum(shape[2] == 3 for shape in shapes) for shapes in (kernels, right)]
    first = next(((a, b) for a, b in zip(kernels, right) if a != b), None)
    if first and first[0][2:] == first[1][2:] and first[0][0] == first[1][0]:
        return f"the channels do not fit: a convolution takes {first[0][1]}, expected {first[1][1]}; that is how many come out of what stands before it."
    if first and len(kernels) > len(right) and first[0][0] == first[0][1] and first[0][2] == 1:
        return "there is a 1×1 convolution where none is needed: where nothing changes, the input is added as it is."
    if first and first[0][1:] == first[1][1:]:
        return f"the channels do not fit: a convolution gives out {first[0][0]}, expected {first[1][0]}."
    if threes[0] == threes[1] and len(kernels) < len(right) and ones[0] < ones[1]:
        return "a shortcut's 1×1 convolution is missing (or not found): it is needed where the stride OR the channels change."
    if threes[0] == threes[1] and len(kernels) > len(right):
        return "there is a 1×1 convolution where none is needed: where nothing changes, the input is added as it is."
    if len(kernels) == len(right) and [shape[2:] for shape in kernels] == [shape[2:] for shape in right]:
        return "the channels do not fit: what the statement calls channels is how many a convolution gives out; the next one takes them."
    if len(kernels) == len(right):
        return "the kernels' sizes are others, or stand in another order."
    return f"there are {len(kernels)} convolutions, expected {len(right)}."


def give(parameters, shapes, rng):
    """Set parameters to random values that keep the signal; no gamma is 1, no beta and mean 0, no variance 1. Returns the arrays, float32."""
    arrays, place = [], 0
    while place < len(shapes):
        shape = shapes[place]
        if len(shape) == 2:  # the fully connected layer
            arrays += [rng.normal(size=shape) / math.sqrt(shape[0]), rng.normal(size=shapes[place + 1])]
            place += 2
            continue
        c = shape[:1]
        arrays += [rng.normal(size=shape) * math.sqrt(2 / math.prod(shape[1:])), rng.uniform(0.6, 1.4, c), 0.4 * rng.normal(size=c)]
        arrays += [0.4 * rng.normal(size=c), rng.uniform(0.6, 1.8, c)]
        place += 5
    arrays = [array.astype("float32") for array in arrays]
    for parameter, array in zip(parameters, arrays, strict=True):
        parameter.set_value(array)
    return arrays


# what the networks compute, with the options of their likely mistakes


def _normalized(x, arrays, stride=1, norm=True, padded=True):
    """A convolution and its batch normalization in inference mode; padding keeps the size."""
    w = paddle.to_tensor(arrays[0])
    y = F.conv2d(x, w, stride=stride, padding=(w.shape[2] - 1) // 2 if padded else 0)
    return _norm(y, arrays) if norm else y


def _norm(y, arrays):
    """The batch normalization of _normalized alone."""
    gamma, beta, mean, variance = (paddle.to_tensor(array) for array in arrays[1:])
    return F.batch_norm(y, mean, variance, gamma, beta, training=False, epsilon=1e-5)


def _joined(x, y, short, add, last_relu, relu_before_add):
    y = F.relu(y) if relu_before_add else y
    y = y + short if add == "shortcut" else y + y if add == "itself" else y
    return F.relu(y) if last_relu else y


def residual_block(
    x, arrays, stride=1, add="shortcut", inner_relu=True, last_relu=True, relu_before_add=False,
    norm=True, short_norm=True, late=False, short_relu=False, twice=None, first_relu=False, sum_first=False,
):  # fmt: skip
    """A basic block on a tensor; late: the stride is in the second convolution; twice: "conv" or "norm", the first of which is used again."""
    x = F.relu(x) if first_relu else x
    y = _normalized(x, arrays[:5], 1 if late else stride, norm)
    y = F.relu(y) if inner_relu else y
    w = arrays[0] if twice == "conv" and arrays[0].shape == arrays[5].shape else arrays[5]
    y = _normalized(y, [w, *(arrays[1:5] if twice == "norm" else arrays[6:10])], stride if late else 1, norm and not sum_first)
    short = _normalized(x, arrays[10:15], stride, norm and short_norm) if len(arrays) > 10 else x
    if sum_first:
        return F.relu(_norm(y + short, arrays[5:10]))
    return _joined(x, y, F.relu(short) if short_relu else short, add, last_relu, relu_before_add)


def bottleneck(
    x, arrays, stride=1, add="shortcut", inner_relu=(True, True), last_relu=True, relu_before_add=False,
    norm=True, short_norm=True, place=1, short_relu=False, twice=None, first_relu=False, sum_first=False,
):  # fmt: skip
    """A bottleneck on a tensor; place: which of its three convolutions has the stride; twice: "norm", the first is used for the second, too."""
    y = x = F.relu(x) if first_relu else x
    for number in range(3):
        normalization = 0 if number == 1 and twice == "norm" else 5 * number
        used = [arrays[5 * number], *arrays[normalization + 1 : normalization + 5]]
        y = _normalized(y, used, stride if number == place else 1, norm and not (sum_first and number == 2))
        y = F.relu(y) if number < 2 and inner_relu[number] else y
    short = _normalized(x, arrays[15:20], stride, norm and short_norm) if len(arrays) > 15 else x
    if sum_first:
        return F.relu(_norm(y + short, arrays[10:15]))
    return _joined(x, y, F.relu(short) if short_relu else short, add, last_relu, relu_before_add)


BOTH = {
    "Nothing is added: the output is that of the convolutions alone.": {"add": "nothing"},
    "The convolutions' output is added to itself; add the input, or what the shortcut makes of it.": {"add": "itself"},
    "The last ReLU is missing: it stands behind the addition.": {"last_relu": False},
    "ReLU stands before the addition; it belongs behind it.": {"last_relu": False, "relu_before_add": True},
    "There is a ReLU before the addition as well; only one stands there, behind it.": {"relu_before_add": True},
    "The shortcut's convolution has no batch normalization behind it.": {"short_norm": False},
    "There is a ReLU in the shortcut; it has a convolution and batch normalization only.": {"short_relu": True},
    "The batch normalizations are made and not used.": {"norm": False},
    "The first batch normalization is used for the second convolution, too; each has its own.": {"twice": "norm"},
    "There is a ReLU on the input of the block; it goes in as it is.": {"first_relu": True},
    "The last batch normalization stands behind the addition; it belongs directly behind its convolution.": {"sum_first": True},
}
BASIC = {
    "The first convolution is used twice; the second has weights of its own.": {"twice": "conv"},
    "The ReLU between the two convolutions is missing.": {"inner_relu": False},
    "The stride belongs to the first convolution, not to the second.": {"late": True},
    **BOTH,
}
DEEP = {
    "The stride is in the first 1×1 convolution; here it belongs to the 3×3 (the 1×1 would never look at three pixels of four).": {"place": 0},
    "The ReLU behind the first 1×1 convolution is missing.": {"inner_relu": (False, True)},
    "The ReLU behind the 3×3 convolution is missing.": {"inner_relu": (True, False)},
    "There is no ReLU between the convolutions.": {"inner_relu": (False, False)},
    **BOTH,
}


def check_block(case, block, x, arrays, stride, deep=False):
    """Compare a block's output in inference mode with the layers called one by one; AssertionError with a diagnosis. x: an array."""
    tensor, function = paddle.to_tensor(x), bottleneck if deep else residual_block
    right = function(tensor, arrays, stride).numpy()
    known = {why: function(tensor, arrays, stride, **options).numpy() for why, options in (DEEP if deep else BASIC).items()}
    check(case, block(tensor).numpy(), right, _telling(known, right), tolerance=2e-4)


def _seen(x, arrays, stride):
    """What the 3×3 convolution of a bottleneck gives in training mode: a tensor."""
    w, gamma, beta, mean, variance = (paddle.to_tensor(array) for array in arrays[:5])
    y = F.relu(F.batch_norm(F.conv2d(x, w), mean, variance, gamma, beta, training=True))
    return F.conv2d(y, paddle.to_tensor(arrays[5]), stride=stride, padding=1)


def check_statistics(case, block, parameters, x, arrays, stride):
    """Call a bottleneck in training mode, and compare the running mean behind its 3×3 convolution; AssertionError with a diagnosis.

    In inference mode a stride in the last 1×1 convolution gives the same outputs: only the statistics tell.
    """
    block.train()
    tensor = paddle.to_tensor(x)
    block(tensor)
    seen, unhalved = (_seen(tensor, arrays, s).numpy().mean(axis=(0, 2, 3)) for s in (stride, 1))
    right, unhalved = 0.9 * arrays[8] + 0.1 * seen, 0.9 * arrays[8] + 0.1 * unhalved
    known = {
        MOMENTUM: 0.1 * arrays[8] + 0.9 * seen,
        "The stride belongs to the 3×3 convolution, not to the last 1×1: the 3×3 works at the full size here.": unhalved,
        "The running mean has not moved: is this batch normalization used, and in training mode?": arrays[8],
    }
    known = {why: value for why, value in known.items() if not np.allclose(value, right, atol=1e-4)}
    check(f"{case}: running mean behind the 3×3", parameters[8].numpy(), right, known, tolerance=1e-4)


def _telling(known, right):
    return {why: value for why, value in known.items() if value.shape != right.shape or not np.allclose(value, right, atol=1e-3)}


def resnet(x, arrays, depth, stem_relu=True, stem_padded=True, pool="max", end="mean", softmax=False, **options):
    """The scores of a ResNet in inference mode, a tensor; pool: "max" 3×3, "small" 2×2, "narrow" without padding, "average" or None; options: of its blocks."""
    width, deep = arrays[0].shape[0], depth >= 50
    y = _normalized(x, arrays[:5], 2, padded=stem_padded)
    y = F.relu(y) if stem_relu else y
    if pool in ("small", "narrow"):
        y = F.max_pool2d(y, 2 if pool == "small" else 3, 2)
    elif pool:
        y = (F.max_pool2d if pool == "max" else F.avg_pool2d)(y, 3, 2, 1)
    place = 5
    for before, channels, stride in plan(depth, width)[0]:
        size = len((bottleneck_shapes if deep else block_shapes)(before, channels, stride))
        y = (bottleneck if deep else residual_block)(y, arrays[place : place + size], stride, **options)
        place += size
    y = y.mean(axis=[2, 3]) if end == "mean" else y.max(axis=[2, 3]) if end == "max" else y[:, :, 0, 0]
    y = F.linear(y, paddle.to_tensor(arrays[-2]), paddle.to_tensor(arrays[-1]))
    return F.softmax(y) if softmax else y


WHOLE = {
    "The ReLU in the stem is missing.": {"stem_relu": False},
    "The max pooling in the stem is missing.": {"pool": None},
    "The stem's pooling is 2×2; it is 3×3 with stride 2 and padding 1.": {"pool": "small"},
    "The stem's pooling has no padding; it is 1.": {"pool": "narrow"},
    "The stem's 7×7 convolution has no padding; it is 3.": {"stem_padded": False},
    "The stem's pooling takes the mean; it takes the maximum.": {"pool": "average"},
    "At the end stands the mean over each map, not its maximum.": {"end": "max"},
    "There is a softmax at the end; return the scores, the loss takes them as they are.": {"softmax": True},
    "Nothing is added in the blocks.": {"add": "nothing"},
    "The blocks have no ReLU behind the addition.": {"last_relu": False},
}


def check_resnet(case, net, x, arrays, depth):
    """Compare a network's scores in inference mode with the layers called one by one; AssertionError with a diagnosis. x: an array."""
    tensor = paddle.to_tensor(x)
    right = resnet(tensor, arrays, depth).numpy()
    variants = {**WHOLE, "The stride of a bottleneck is in the first 1×1 convolution; it belongs to the 3×3.": {"place": 0}} if depth >= 50 else WHOLE
    known = {why: resnet(tensor, arrays, depth, **options).numpy() for why, options in variants.items()}
    known["There is a ReLU behind the last layer; scores may be negative."] = np.maximum(right, 0)
    check(case, net(tensor).numpy(), right, _telling(known, right), tolerance=1e-3)


# the cost


def convolutions(depth, size, in_channels, width, place=1, project="needed", pool=True, halve=True, halve_first=False):
    """(part, weights, filters, side of the output) of each convolution, part 0 for the stem and 1 to 4 for the stages."""
    side = (size - 1) // 2 + 1
    rows = [(0, 49 * in_channels * width, width, side)]
    side = (side - 1) // 2 + 1 if pool else side
    part, expansion = 0, _expansion(depth)
    for index, (before, channels, stride) in enumerate(plan(depth, width)[0]):
        part += index == 0 or stride == 2
        stride = 2 if halve_first and index == 0 else stride
        after = (side - 1) // stride + 1 if halve else side
        wide = channels * expansion
        if expansion == 1:
            rows += [(part, 9 * before * channels, channels, after), (part, 9 * channels * channels, channels, after)]
        else:
            first = after if place == 0 else side
            rows += [(part, before * channels, channels, first), (part, 9 * channels * channels, channels, after), (part, channels * wide, wide, after)]
        if project == "always" or project == "needed" and (stride > 1 or before != wide) or project == "stride" and stride > 1:
            rows.append((part, before * wide, wide, after))
        side = after
    return rows


def costs(depth, size=224, in_channels=3, classes=1000, width=64, norm=2, bias=0, head_bias=1, norm_macs=0, **options):
    """(parameters, MAC) of the stem, of each of the four stages, and of the fully connected layer."""
    rows = [[0, 0] for _ in range(5)]
    for part, weights, filters, side in convolutions(depth, size, in_channels, width, **options):
        rows[part][0] += weights + (norm + bias) * filters
        rows[part][1] += (weights + norm_macs * filters) * side * side
    last = plan(depth, width)[1]
    return [*map(tuple, rows), (last * classes + head_bias * classes, last * classes)]


def check_costs(function, depth, columns=(0, 1), **setting):
    """Call resnet_cost and compare parameters (column 0) or MAC (column 1) of every part; AssertionError with a diagnosis."""
    case = f"resnet_cost({', '.join([str(depth), *(f'{name}={value}' for name, value in setting.items())])})"
    got, right = function(depth, **setting), costs(depth, **setting)
    rows = _pairs(case, got, len(right))
    fixed = {name: value for name, value in {"size": 224, "in_channels": 3, "classes": 1000, "width": 64}.items() if setting.get(name, value) != value}
    wrong = {
        "The batch normalizations are missing: gamma and beta for each channel.": costs(depth, **setting, norm=0),
        "Running means and variances are counted; they are not learned.": costs(depth, **setting, norm=4),
        "The convolutions have no biases here.": costs(depth, **setting, bias=1),
        "The biases of the fully connected layer are missing.": costs(depth, **setting, head_bias=0),
        "The shortcuts' 1×1 convolutions are missing.": costs(depth, **setting, project="never"),
        "There is a 1×1 convolution in every shortcut; it is needed only where stride or channels change.": costs(depth, **setting, project="always"),
        "A shortcut also needs its 1×1 convolution where only the channels change, in stage 1 of a deep ResNet.": costs(depth, **setting, project="stride"),
        "The stride is in the 3×3 convolution: the first 1×1 of a stage still works at the larger side.": costs(depth, **setting, place=0),
        "The stem's max pooling halves rows and columns, too.": costs(depth, **setting, pool=False),
        "Each stage from the second on halves rows and columns.": costs(depth, **setting, halve=False),
        "The first stage does not halve rows and columns; the stem and its pooling have.": costs(depth, **setting, halve_first=True),
        "The pairs are the other way round: parameters first, then MAC.": [(b, a) for a, b in right],
        "The biases of the fully connected layer are no MAC.": [*right[:-1], (right[-1][0], right[-1][0])],
        "The parts are added up on the way; give each by itself.": np.cumsum(right, axis=0).tolist(),
        "Batch normalization costs no MAC here.": costs(depth, **setting, norm_macs=1),
        "Multiplications and additions are counted each by itself; a MAC is both together.": [(a, 2 * b) for a, b in right],
        **{f"`{name}` is not used; this is the cost for {value}.": costs(depth, **{**setting, name: value}) for name, value in fixed.items()},
    }
    names = ["the stem", "stage 1", "stage 2", "stage 3", "stage 4", "the fully connected layer"]
    for column in columns:
        whole = sorted(wrong.items(), key=lambda item: [row[column] for row in item[1]] != [row[column] for row in rows])
        for place, name in enumerate(names):
            known = {why: value[place][column] for why, value in whole if value[place][column] != right[place][column]}
            check(f"{case}, {('parameters', 'MAC')[column]} of {name}", rows[place][column], right[place][column], known)


def _pairs(case, got, number):
    """A result as a list of pairs; AssertionError where it is none of that length."""
    if got is None:
        raise AssertionError(f"{case}:\n    there is no result (None). Does every path end in a return?")
    try:
        rows = [tuple(row) for row in got]
    except TypeError:
        raise AssertionError(f"{case}:\n    expected a list of pairs (parameters, MAC), got {brief(got)}") from None
    if len(rows) != number or any(len(row) != 2 for row in rows):
        raise AssertionError(f"{case}:\n    expected {number} pairs: stem, four stages, fully connected layer; got {brief(rows)}")
    return rows


# fair comparisons


def fair(runs, of=lambda a, b: b - a, ddof=1, pairs="seeds", least=2, mean=np.mean, spread=lambda plain, residual, own: own):
    """Rows [depth, rate, mean, spread] of the differences residual - plain, with the options of likely mistakes.

    spread: of the values of both kinds and the standard deviation of their differences.
    """
    settings = {}
    for run in runs:
        settings.setdefault((run["depth"], run["rate"]), ([], []))[run["residual"]].append((run["seed"], run["value"]))
    rows = []
    for setting, (plain, residual) in sorted(settings.items()):
        if pairs != "places":
            theirs = dict(residual)
            both = [(value, theirs[seed]) for seed, value in plain if seed in theirs]
        else:
            both = list(zip([value for _, value in plain], [value for _, value in residual]))
        if len(both) < least:
            continue
        differences = np.array([of(a, b) for a, b in both])
        deviation = spread(*np.transpose(both), differences.std(ddof=min(ddof, len(both) - 1)))
        if pairs == "means":
            differences = np.mean([value for _, value in residual]) - np.mean([value for _, value in plain])
        rows.append([*setting, float(mean(differences)), float(deviation)])
    return rows


def check_fair(case, function, runs):
    """Call fair_differences and compare the rows; AssertionError with a diagnosis."""

    def deviation(values):
        return np.std(values, ddof=1) if len(values) > 1 else 0.0

    got, right = function([dict(run) for run in runs]), fair(runs)
    if got is None:
        raise AssertionError(f"{case}:\n    there is no result (None). Does every path end in a return?")
    wrong = {
        "The difference is residual less plain, not the other way round.": fair(runs, of=lambda a, b: a - b),
        "Only the absolute difference is left; its sign says which of the two is better.": fair(runs, of=lambda a, b: abs(b - a)),
        "The spread divides by n; with so few seeds divide by n - 1 (ddof=1).": fair(runs, ddof=0),
        "Runs are paired by their place in the list; pair those of one seed.": fair(runs, pairs="places"),
        "The means are over all runs; use the seeds that both kinds have.": fair(runs, pairs="means"),
        "The spread is that of the residual runs; it should be that of the differences.": fair(runs, spread=lambda a, b, _: deviation(b)),
        "The spread is that of the plain runs; it should be that of the differences.": fair(runs, spread=lambda a, b, _: deviation(a)),
        "The spreads of both kinds are put together; take the standard deviation of the differences, seed by seed.": fair(
            runs, spread=lambda a, b, _: np.hypot(deviation(a), deviation(b))
        ),
        "The spread is divided by the root of the number of pairs: that is the error of the mean, not the spread.": fair(
            runs, spread=lambda a, b, own: own / np.sqrt(len(a))
        ),
        "That is the variance; its root is the standard deviation.": fair(runs, spread=lambda a, b, own: own**2),
        "That is the median of the differences; take the mean.": fair(runs, mean=np.median),
        "The differences are divided by the plain values; take them as they are.": fair(runs, of=lambda a, b: (b - a) / a),
        "A setting with a single pair has no spread; leave it out.": fair(runs, least=1),
    }
    try:
        rows = [[float(number) for number in row] for row in got]
    except (TypeError, ValueError):
        raise AssertionError(f"{case}:\n    expected a list of rows (depth, rate, mean, spread), got {brief(got)}") from None
    settings, expected = [row[:2] for row in rows], [list(map(float, row[:2])) for row in right]
    if settings != expected:
        why = ""
        if sorted(settings) == expected:
            why = "\n    Likely mistake: the rows are not sorted, by depth and then by rate."
        elif [row[:2] for row in fair(runs, least=1)] == settings:
            why = "\n    Likely mistake: a setting with a single pair has no spread; leave it out."
        elif len(settings) < len(expected):
            why = "\n    Likely mistake: runs of one depth and different rates are thrown together, or a setting with two pairs is left out (a value may be 0.0)."
        raise AssertionError(f"{case}:\n    got rows for (depth, rate) {brief(settings)}, expected {expected}{why}")
    check(case, rows, right, {why: value for why, value in wrong.items() if len(value) == len(right)}, tolerance=1e-6)


# the weight map


def paddle_names(blocks=(2, 2, 2, 2)):
    """The names of the tensors of paddle.vision's ResNet with basic blocks, in its order."""
    norm = ("weight", "bias", "_mean", "_variance")
    names = ["conv1.weight", *(f"bn1.{name}" for name in norm)]
    for stage, number in enumerate(blocks, 1):
        for index in range(number):
            head = f"layer{stage}.{index}"
            for k in (1, 2):
                names += [f"{head}.conv{k}.weight", *(f"{head}.bn{k}.{name}" for name in norm)]
            if stage > 1 and index == 0:
                names += [f"{head}.downsample.0.weight", *(f"{head}.downsample.1.{name}" for name in norm)]
    return [*names, "fc.weight", "fc.bias"]


def our_name(name):
    """The name that the course's network has for a tensor of Paddle's."""
    first, rest = name.split(".", 1)
    if first.startswith("layer"):
        return f"stages.{int(first[5:]) - 1}.{rest.replace('downsample', 'shortcut')}"
    return f"{ {'conv1': 'stem.0', 'bn1': 'stem.1', 'fc': 'head'}[first] }.{rest}"


def some_tensors(blocks, seed):
    """Two dicts of small arrays, {Paddle's name: values} and {the course's name: other values of the same shape}, in mixed orders."""
    rng = np.random.default_rng(seed)
    names = paddle_names(blocks)
    sizes = {name: (4, 3) if name == "fc.weight" else (2, 3, 1, 1) if name.split(".")[-2][:4] == "conv" else (2,) for name in names}
    source = {name: rng.normal(size=size).astype("float32") for name, size in sizes.items()}
    target = {our_name(name): np.zeros_like(source[name]) for name in names}
    order = rng.permutation(len(names))
    return {names[i]: source[names[i]] for i in order}, target


def check_transfer(case, function, source, target):
    """Call transfer and look at every tensor of the result; AssertionError with a diagnosis."""
    got = function({name: value.copy() for name, value in source.items()}, {name: value.copy() for name, value in target.items()})
    if not isinstance(got, dict):
        raise AssertionError(f"{case}:\n    expected a dict {{name: array}}, got {type(got).__name__}: {brief(got)}")
    right = {our_name(name): value for name, value in source.items()}
    missing, more = [name for name in target if name not in got], [name for name in got if name not in target]
    if missing or more:
        what = f"{len(missing)} of {len(target)} tensors are not in the result, such as {missing[0]!r}" if missing else f"{more[0]!r} is no tensor of the target"
        why = ""
        if missing and all("shortcut.1" in name for name in missing):
            why = "\n    Likely mistake: the shortcuts' batch normalization is not called shortcut.bn: its number in the nn.Sequential is 1."
        elif missing and all("shortcut" in name for name in missing):
            why = "\n    Likely mistake: Paddle says downsample, the course says shortcut."
        elif missing and all(name.startswith("stages.0") for name in missing):
            why = "\n    Likely mistake: Paddle counts the stages from 1, the course from 0."
        raise AssertionError(f"{case}:\n    {what}{why}")
    zeros = {"The values are the target's own; copy those of the source.": 0.0}
    for name, value in right.items():
        known = {why: np.full(value.shape, wrong) for why, wrong in zeros.items()}
        known |= {f"These are the values of {other!r} of the source.": array for other, array in source.items() if our_name(other) != name}
        check(f"{case}, {name!r}", got[name], value, known)


def check_refused(case, function, source, target, name):
    """Call transfer, which must raise a ValueError that contains this name."""
    try:
        got = function({key: value.copy() for key, value in source.items()}, {key: value.copy() for key, value in target.items()})
    except ValueError as error:
        if name not in str(error):
            raise AssertionError(f"{case}:\n    the ValueError should name {name!r}; it says {brief(str(error))}") from None
        return
    except (KeyError, AssertionError, TypeError) as error:
        kind = type(error).__name__
        raise AssertionError(f"{case}:\n    there is a {kind} ({brief(str(error))}); raise a ValueError with a sentence that names {name!r}") from None
    what = "nothing was said" if got is not None else "the result is None"
    raise AssertionError(f"{case}:\n    {what}; a ValueError that names {name!r} was expected")


def check_difference(case, function, a, b):
    """Call largest_difference and compare; AssertionError with a diagnosis."""
    known = {
        "The sign is still there: take the absolute value before the maximum.": float((a - b).max()),
        "The sign is still there: take the absolute value before the maximum, not after it.": float(abs((a - b).max())),
        "That is the mean of the absolute differences; one wrong number among many is lost in it.": float(np.abs(a - b).mean()),
        "That is a mean, in which differences of opposite signs cancel.": float((a - b).mean()),
        "That is the difference of the absolute values; subtract first.": float((np.abs(a) - np.abs(b)).max()),
        "That is the difference of the two maxima; subtract number by number first.": float(abs(a.max() - b.max())),
        "That is the root of the mean square; one wrong number among many is lost in it.": float(np.sqrt(((a - b) ** 2).mean())),
    }
    right = float(np.abs(a - b).max())
    check(case, function(a.copy(), b.copy()), right, {why: value for why, value in known.items() if abs(value - right) > 1e-6}, tolerance=1e-6)


# deeper without a difference


def _shallow(depth, seed):
    """A residual network of `small` with random weights and statistics, and its tensors as arrays."""
    net, rng, arrays = small(depth, width=3), np.random.default_rng(seed), {}
    for name, tensor in net.state_dict().items():
        values = rng.uniform(0.6, 1.4, tensor.shape) if name.endswith("_variance") else rng.normal(size=tensor.shape)
        scale = math.sqrt(2 / math.prod(tensor.shape[1:])) if tensor.ndim == 4 else 1.0
        arrays[name] = (scale * values).astype("float32")
        tensor.set_value(arrays[name])
    return net, arrays


def _deeper(case, function, depth, number, seed):
    """The shallow network, and the deeper one with the tensors that deepen gives; AssertionError where they do not fit it."""
    shallow, arrays = _shallow(depth, seed)
    got = function({name: value.copy() for name, value in arrays.items()}, number)
    if not isinstance(got, dict):
        raise AssertionError(f"{case}:\n    expected a dict {{name: array}}, got {type(got).__name__}: {brief(got)}")
    deep = small(depth + 6 * number, width=3)
    own = {name: list(tensor.shape) for name, tensor in deep.state_dict().items()}
    for name in own:
        if name not in got:
            raise AssertionError(f"{case}:\n    {name!r} is missing in the result, as are {len(set(own) - set(got)) - 1} others")
        if list(np.shape(got[name])) != own[name]:
            raise AssertionError(f"{case}:\n    {name!r} has the shape {list(np.shape(got[name]))}, expected {own[name]}")
    if len(got) > len(own):
        raise AssertionError(f"{case}:\n    {next(name for name in got if name not in own)!r} is no tensor of the deeper network; there are more blocks than `number` in a stage")
    for name, value in arrays.items():
        check(f"{case}, {name!r}, which is old", got[name], value)
    for name, tensor in deep.state_dict().items():
        tensor.set_value(np.asarray(got[name], dtype="float32"))
    return shallow, deep


def check_deepen(case, function, depth, number, seed):
    """Call deepen, and compare the scores of the deeper network with those of the shallow one; AssertionError with a diagnosis."""
    shallow, deep = _deeper(case, function, depth, number, seed)
    x = paddle.to_tensor(np.random.default_rng(seed).uniform(size=[5, 1, 8, 8]).astype("float32"))
    for mode in ("eval", "train"):
        getattr(shallow, mode)(), getattr(deep, mode)()
        right, got = shallow(x).numpy(), deep(x).numpy()
        not_zero = _not_zero(deep, depth)
        if not np.array_equal(got, right) and (not_zero or not np.allclose(got, right, atol=1e-5)):
            gap = float(np.abs(got - right).max())
            raise AssertionError(
                f"{case}, {mode} mode:\n    the scores differ by {gap:.3g} from those of the shallow network"
                f"\n    Likely mistake: {not_zero or 'a running variance is negative or no number.'}"
            )


def _not_zero(deep, depth):
    """What of the new blocks' last batch normalizations is not 0, in words; "" where all is."""
    before = (depth - 2) // 6
    for blocks in deep.stages:
        for block in list(blocks)[before:]:
            if np.abs(block.bn2.weight.numpy()).max() > 0:
                return "the gamma of a new block's second batch normalization (bn2.weight) is not 0."
            if np.abs(block.bn2.bias.numpy()).max() > 0:
                return "the beta of a new block's second batch normalization (bn2.bias) is not 0."
    return ""


def check_can_learn(case, function, depth, number, seed):
    """Call deepen, take the gradient of a loss in training mode, and look at the gammas of the new blocks' last batch normalizations."""
    check_deepen(case, function, depth, number, seed)
    _, deep = _deeper(case, function, depth, number, seed)
    rng = np.random.default_rng(seed)
    x = paddle.to_tensor(rng.uniform(size=[8, 1, 8, 8]).astype("float32"))
    deep.train()
    (deep(x) * paddle.to_tensor(rng.normal(size=[8, 10]).astype("float32"))).sum().backward()
    for stage, blocks in enumerate(deep.stages):
        for index, block in list(enumerate(blocks))[(depth - 2) // 6 :]:
            if float(np.abs(block.bn2.weight.grad.numpy()).max()) < 1e-7:
                raise AssertionError(
                    f"{case}:\n    the gradient with respect to stages.{stage}.{index}.bn2.weight is 0: this block will never learn"
                    "\n    Likely mistake: only the last gamma and beta may be 0; the convolutions need random numbers, and the first batch normalization a gamma of 1."
                )
