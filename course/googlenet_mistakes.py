"""Likely mistakes in the exercises of chapter 13, as course/mistakes.py keeps them: {sentence: the wrong result it leads to}."""

import ast

import numpy as np
import paddle
import paddle.nn.functional as F

from course import given_weights
from course.checks import check, difference
from course.given_weights import give as give  # for the chapter's tests
from course.googlenet import MODULES, STEM, filters_out, narrowed

EQUAL_SIDES = (
    "paddle.concat refuses the branches. They need equal rows and columns: padding 1 for 3×3, 2 for 5×5, and a pooling with stride=1 and padding=1; "
    "and they are stacked along axis 1, the channels."
)


# whose work it is


def check_own(cells, name):
    """Raise AssertionError where the answer `name` takes from course.googlenet what it is asked to write.

    cells: the sources of the notebook's cells in the order in which they ran, IPython's list `In`.
    """
    course, defined = {name for cell in cells for name in _from_the_course(cell)}, {}
    for cell in cells:
        for node in _nodes(cell, ast.Module):
            for statement in node.body:
                names = [statement.name] if isinstance(statement, (ast.FunctionDef, ast.ClassDef)) else []
                if isinstance(statement, ast.Assign):
                    names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
                defined.update(dict.fromkeys(names, statement))
    seen, waiting = set(), [name]
    while waiting:
        user = waiting.pop()
        if user in defined and user not in seen:
            seen.add(user)
            read = [node for node in ast.walk(defined[user]) if isinstance(node, (ast.Name, ast.arg))]
            own = {node.arg if isinstance(node, ast.arg) else node.id for node in read if isinstance(node, ast.arg) or isinstance(node.ctx, ast.Store)}
            used = {node.id for node in read if isinstance(node, ast.Name)} - own
            waiting += used
            if used & course:
                raise AssertionError(f"{name}:\n    it uses `{min(used & course)}`, the course's finished network. Write it in the notebook, with Paddle's layers.")


def _nodes(cell, kind):
    """The nodes of a kind in a cell's syntax tree; none where the cell could not be run."""
    try:
        return [node for node in ast.walk(ast.parse(cell)) if isinstance(node, kind)]
    except SyntaxError:
        return []


def _from_the_course(cell):
    """The names by which a cell imports course.googlenet, its table of mistakes, or something of theirs."""
    for node in _nodes(cell, ast.Import):
        yield from (alias.asname or "course" for alias in node.names if alias.name.startswith("course.googlenet"))
    for node in _nodes(cell, ast.ImportFrom):
        for alias in node.names:
            if f"{node.module}.{alias.name}".startswith("course.googlenet"):
                yield alias.asname or alias.name


# the module


def module_shapes(in_channels, c1, c2, c3, c4):
    """The shapes of a module's parameters, branch by branch: weight and bias of each convolution."""
    sizes = [(c1, in_channels, 1), (c2[0], in_channels, 1), (c2[1], c2[0], 3), (c3[0], in_channels, 1), (c3[1], c3[0], 5), (c4, in_channels, 1)]
    return [shape for filters, channels, k in sizes for shape in ([filters, channels, k, k], [filters])]


def network_shapes(num_classes, in_channels=3, width=1.0):
    """The shapes of GoogLeNet's parameters in the order of the forward pass."""
    first, second, third = (round(each * width) for each in STEM)
    shapes = [[first, in_channels, 7, 7], [first], [second, first, 1, 1], [second], [third, second, 3, 3], [third]]
    channels = third
    for module in MODULES.values():
        shapes += module_shapes(channels, *narrowed(module, width))
        channels = filters_out(narrowed(module, width))
    return [*shapes, [channels, num_classes], [num_classes]]


def parameters_of(case, net, expected):
    """The parameters of a network; AssertionError with a diagnosis unless they have the expected shapes, in that order."""
    return given_weights.parameters_of(case, net, expected, _likely)


def _likely(shapes, expected):
    weights, wanted = ([shape for shape in each if len(shape) > 1] for each in (shapes, expected))
    if weights == wanted and len(shapes) > len(expected):
        return "there are layers that were not asked for, such as batch normalization."
    if weights == wanted:
        return "the biases are missing; leave bias_attr as it is."
    if sorted(shapes) == sorted(expected):
        return "the layers are not made in the order of the forward pass, branch by branch."
    if any(len(shape) == 2 for shape in wanted) and not any(len(shape) == 2 for shape in weights):
        return "the last fully connected layer is missing."
    if len(weights) < len(wanted):
        return (
            f"there are {len(weights)} layers with weights, expected {len(wanted)}; "
            "a module has six convolutions: four of 1×1, one of 3×3, one of 5×5. Layers in a plain list are not found: use nn.LayerList or nn.Sequential."
        )
    if len(weights) > len(wanted):
        return f"there are {len(weights)} layers with weights, expected {len(wanted)}."
    got, want = next((a, b) for a, b in zip(weights, wanted) if a != b)
    if len(got) != len(want):
        return "the convolutions come first, and one fully connected layer at the end."
    if len(want) == 2:
        why = "reads the mean of each channel, not the flattened map" if got[0] != want[0] else "gives num_classes scores, whatever the width"
        return f"the last layer {why}."
    if got[2:] != want[2:]:
        return f"a kernel is {got[2]}×{got[3]} where {want[2]}×{want[3]} is expected."
    if got[1:2] != want[1:2] and got[0] == want[0]:
        return (
            "a convolution takes the channels of what stands before it: the first of a branch those of the module's input, "
            "the second those of its reduction; the next module all four branches together."
        )
    cut = "; widths are rounded with `round`, not cut off" if len(wanted[-1]) == 2 and got[0] == want[0] - 1 else ""
    return f"a convolution has another number of filters than expected{cut}."


def output_of(case, net, x):
    """What a network gives for an array x, as an array; a refusal of paddle.concat is explained, and chance as in a dropout."""
    try:
        other, y, again = (net(paddle.to_tensor(each)) for each in (-x, x, x))
    except NotImplementedError:
        raise  # an exercise that is still open
    except Exception as error:
        if "concat" in str(error).lower():
            raise AssertionError(f"{case}:\n    {EQUAL_SIDES}") from None
        if "broadcast" in str(error).lower():
            raise AssertionError(f"{case}:\n    shapes do not fit for a sum: branches are not added; their channels are stacked with paddle.concat.") from None
        raise
    if y is None:
        raise AssertionError(f"{case}:\n    there is no result (None). Does forward end in a return?")
    y = y.numpy()
    if not np.allclose(y, again.numpy(), rtol=1e-3, atol=1e-3):
        raise AssertionError(f"{case}:\n    two calls give different results: there is chance in it. Leave the dropout away.")
    if np.array_equal(y, other.numpy()):
        raise AssertionError(f"{case}:\n    x and -x give the same result: it does not depend on the picture, or that of an earlier call was kept.")
    return y


def _tensors(arrays):
    return [array if isinstance(array, paddle.Tensor) else paddle.to_tensor(array) for array in arrays]


def _module(x, arrays, relu=range(6), pool="max", order=(0, 1, 2, 3), join="concat", early=0, before=()):
    """A module with these twelve arrays on a tensor, with the options of likely mistakes."""
    a = _tensors(arrays)

    def conv(y, i):
        y = F.relu(y) if i in before else y
        y = F.conv2d(y, a[2 * i], a[2 * i + 1], padding=a[2 * i].shape[2] // 2 + {3: early, 4: -early}.get(i, 0))
        return F.relu(y) if i in relu else y

    def pooled(y):
        if pool == "zeros":
            return F.max_pool2d(F.pad(y, [1, 1, 1, 1]), 3, 1)
        return {"max": F.max_pool2d, "mean": F.avg_pool2d}[pool](y, 3, 1, 1)

    if pool == "last":
        fourth = F.max_pool2d(conv(x, 5), 3, 1, 1)
    else:
        fourth = conv(pooled(x) if pool else x, 5)
    found = [conv(x, 0), conv(conv(x, 1), 2), conv(conv(x, 3), 4), fourth]
    found = [found[i] for i in order]
    return paddle.concat(found, 1) if join == "concat" else sum(found[1:], found[0])


MODULE_SLIPS = {
    "There is no ReLU; one stands behind each of the six convolutions.": {"relu": ()},
    "A 1×1 reduction has no padding; the 5×5 behind it has 2.": {"early": 1},
    "ReLU is missing behind the 1×1 reductions.": {"relu": (0, 2, 4, 5)},
    "ReLU stands behind the reductions only; one stands behind each convolution.": {"relu": (1, 3)},
    "ReLU is missing behind the 1×1 convolution of the first branch.": {"relu": (1, 2, 3, 4, 5)},
    "ReLU is missing behind the 1×1 convolution of the pooling branch.": {"relu": (0, 1, 2, 3, 4)},
    "ReLU is missing behind the 3×3 and 5×5 convolutions.": {"relu": (0, 1, 3, 5)},
    "ReLU stands in front of the convolutions; it stands behind each of them.": {"relu": (), "before": range(6)},
    "ReLU is taken of the input, too; it stands behind the convolutions only.": {"before": range(6)},
    "The pooling is padded with zeros, which are larger than negative numbers; nn.MaxPool2D pads so that they never win.": {"pool": "zeros"},
    "The fourth branch averages; it takes the maximum.": {"pool": "mean"},
    "The fourth branch has no pooling in front of its 1×1 convolution.": {"pool": None},
    "The fourth branch pools behind its 1×1 convolution; the pooling comes first.": {"pool": "last"},
    "The branches are stacked in another order: 1×1, 3×3, 5×5, pooling.": {"order": (3, 2, 1, 0)},
    "The 5×5 branch is stacked before the 3×3 branch.": {"order": (0, 2, 1, 3)},
    "The pooling branch is stacked first; the order is 1×1, 3×3, 5×5, pooling.": {"order": (3, 0, 1, 2)},
}


def check_module(case, got, x, arrays):
    """Compare the output of a module with these arrays on an array x; the likely mistakes are computed only where it is wrong."""
    x = paddle.to_tensor(x)
    with paddle.no_grad():
        right = _module(x, arrays).numpy()
        known = {}
        if difference(got, right, 1e-4):
            known = {sentence: _module(x, arrays, **slip).numpy() for sentence, slip in MODULE_SLIPS.items()}
            if len({len(arrays[2 * i]) for i in (0, 2, 4, 5)}) == 1:
                known["The branches are added up; their channels are stacked with paddle.concat."] = _module(x, arrays, join="add").numpy()
        check(case, got, right, _different(right, known), tolerance=1e-4)


# the network


def _network(x, arrays, stem_stride, relu=(0, 1, 2), pools=(1, 1, 1, 1), pool=(3, 2, 1), kind="max", after=("3b", "4e"), end="mean", padding=3, first_pool=None, ceil=False, lrn=False, slip=None):
    """The scores of GoogLeNet with these arrays, with the options of likely mistakes; None where a pooling has nothing left."""
    a = _tensors(arrays)

    def pooled(y, i):
        if not pools[i]:
            return y
        if min(y.shape[2:]) + 2 * pool[2] < pool[0]:
            raise ValueError("nothing is left to pool")
        size, stride, around = pool
        return (F.max_pool2d if kind == "max" else F.avg_pool2d)(y, size, first_pool or stride if i == 0 else stride, around, ceil_mode=ceil)

    def conv(y, i, stride=1):
        y = F.conv2d(y, a[2 * i], a[2 * i + 1], stride=stride, padding=(padding, 0, 1)[i])
        return F.relu(y) if i in relu else y

    def normalized(y):
        return F.local_response_norm(y, 5, k=2.0) if lrn else y

    x = normalized(pooled(conv(x, 0, stem_stride), 0))
    x = pooled(normalized(conv(conv(x, 1), 2)), 1)
    for number, name in enumerate(MODULES):
        x = _module(x, a[6 + 12 * number : 18 + 12 * number], **(slip or {}))
        x = pooled(x, 2 + after.index(name)) if name in after else x
    x = x[:, :, :7, :7] if end == "seven" else x
    x = x.mean([2, 3]) if end != "maximum" else x.amax([2, 3])
    scores = F.linear(x, a[-2], a[-1])
    return {"softmax": F.softmax, "log": F.log_softmax, "sigmoid": F.sigmoid, "relu": F.relu}.get(end, lambda y: y)(scores)


def check_network(case, got, x, arrays, stem_stride):
    """Compare the scores of GoogLeNet with these arrays on an array x; the likely mistakes are computed only where they are wrong."""
    x = paddle.to_tensor(x)
    with paddle.no_grad():
        right = _network(x, arrays, stem_stride).numpy()
        known = {}
        if difference(got, right, 1e-3):
            other = 1 if stem_stride != 1 else 2
            slips = {
                "The stride of the first convolution is fixed; use stem_stride.": {"stem_stride": other},
                "There is no ReLU in the stem; one stands behind each of its three convolutions.": {"relu": ()},
                "ReLU is missing behind the first convolution.": {"relu": (1, 2)},
                "ReLU is missing behind the 1×1 convolution of the stem.": {"relu": (0, 2)},
                "ReLU is missing behind the 3×3 convolution of the stem.": {"relu": (0, 1)},
                "The pooling behind the first convolution is missing.": {"pools": (0, 1, 1, 1)},
                "The pooling behind the stem, before 3a, is missing.": {"pools": (1, 0, 1, 1)},
                "The pooling behind 3b is missing.": {"pools": (1, 1, 0, 1)},
                "The pooling behind 4e is missing.": {"pools": (1, 1, 1, 0)},
                "The poolings behind 3b and 4e are missing.": {"pools": (1, 1, 0, 0)},
                "The poolings average; they take the maximum.": {"kind": "mean"},
                "The poolings have no padding; it is 1.": {"pool": (3, 2, 0)},
                "The poolings have no padding and round up; they have a padding of 1 and round down.": {"pool": (3, 2, 0), "ceil": True},
                "The poolings round up; leave ceil_mode as it is.": {"ceil": True},
                "The paper's local response normalizations are there; leave them away.": {"lrn": True},
                "The poolings are 2×2; they are 3×3 with stride 2 and padding 1.": {"pool": (2, 2, 0)},
                "The poolings stand behind 3a and 4a; they stand behind 3b and 4e.": {"after": ("3a", "4a")},
                "The poolings stand behind 3b and 4d; the second stands behind 4e.": {"after": ("3b", "4d")},
                "A pooling stands behind 3a, too; among the modules they stand behind 3b and 4e only.": {"after": ("3a", "3b", "4e"), "pools": [1] * 5},
                "The first pooling has the stride of the stem; all poolings have stride 2.": {"first_pool": stem_stride},
                "The 7×7 convolution has no padding; it is 3.": {"padding": 0},
                "The padding of the 7×7 convolution is 3, not 2.": {"padding": 2},
                "The end takes the maximum of each map; it takes the mean.": {"end": "maximum"},
                "The end averages over 7×7 pixels; it takes the mean of the whole map, whatever its size.": {"end": "seven"},
                "A pooling stands behind 5b, too; among the modules they stand behind 3b and 4e only.": {"after": ("3b", "4e", "5b"), "pools": [1] * 5},
                "There is a softmax at the end; return the scores, the loss takes them as they are.": {"end": "softmax"},
                "There is a log_softmax at the end; return the scores, the loss takes them as they are.": {"end": "log"},
                "There is a sigmoid at the end; return the scores, the loss takes them as they are.": {"end": "sigmoid"},
                "There is a ReLU behind the last layer; scores may be negative.": {"end": "relu"},
            }
            for sentence, slip in slips.items():
                try:
                    known[sentence] = _network(x, arrays, **{"stem_stride": stem_stride, **slip}).numpy()
                except ValueError:  # a picture that is too small for it
                    pass
            for sentence, slip in MODULE_SLIPS.items():
                known[f"In the modules: {sentence}"] = _network(x, arrays, stem_stride, slip=slip).numpy()
            known["Rows and columns of 1 are left: flatten to [N, num_classes]."] = right[:, :, None, None]
        check(case, got, right, _different(right, known, 2e-3), tolerance=1e-3)


def first_gradient(x, arrays, stem_stride):
    """The gradient of the sum of GoogLeNet's scores with respect to its first weights."""
    first = paddle.to_tensor(arrays[0], stop_gradient=False)
    _network(paddle.to_tensor(x), [first, *arrays[1:]], stem_stride).sum().backward()
    return first.grad.numpy()


# costs and sides


def _costs(in_channels, c1, c2, c3, c4, rows, columns, reduced=True, bias=1):
    (less, three), (few, five) = c2, c3
    layers = [(1, in_channels, c1), (1, in_channels, c4)]
    if reduced:
        layers += [(1, in_channels, less), (3, less, three), (1, in_channels, few), (5, few, five)]
    else:
        layers += [(3, in_channels, three), (5, in_channels, five)]
    weights = sum(k * k * channels * filters for k, channels, filters in layers)
    return weights + bias * sum(filters for _, _, filters in layers), weights * rows * columns


def check_cost(function, in_channels, c1, c2, c3, c4, rows, columns, reduced=True):
    """Call inception_cost and compare parameters and MAC; AssertionError with a diagnosis."""
    given = (in_channels, c1, c2, c3, c4, rows, columns)
    case = f"inception_cost{(*given, reduced)}"
    got = function(*given, reduced=reduced)
    if got is None:
        raise AssertionError(f"{case}:\n    there is no result (None). Does every path end in a return?")
    if not isinstance(got, (list, tuple, np.ndarray)) or len(got) != 2:
        raise AssertionError(f"{case}:\n    expected a pair (parameters, MAC), got {got!r}")
    right = _costs(*given, reduced)
    (less, three), (few, five) = c2, c3
    area, one, wide = rows * columns, in_channels * (c1 + c4), in_channels * (9 * three + 25 * five)
    narrow, reductions = 9 * less * three + 25 * few * five, in_channels * (less + few)
    ends = c1 + three + five + c4
    kernels = narrow if reduced else wide
    kernels_3, kernels_5 = 9 * (less if reduced else in_channels) * three, 25 * (few if reduced else in_channels) * five
    wrong = {
        "The parameters come first, then the MAC.": right[::-1],
        "`reduced` makes no difference here: reduced=False leaves out both 1×1 reductions.": _costs(*given, not reduced),
        "The biases are missing: one for each filter.": _costs(*given, reduced, bias=0),
        "Biases cost no MAC.": (right[0], right[0] * area),
        "The fourth branch has a 1×1 convolution, too; only its pooling is free.": (right[0] - in_channels * c4 - c4, right[1] - in_channels * c4 * area),
        "Each weight is used once at every pixel: rows times columns.": (right[0], right[1] // area),
        "Rows and columns may differ: rows times columns.": (right[0], right[1] // area * rows * rows),
        "The first branch, 1×1, is missing.": (right[0] - in_channels * c1 - c1, right[1] - in_channels * c1 * area),
        "A multiply-accumulate is one operation here, not two.": (right[0], 2 * right[1]),
        "A pooling multiplies nothing: it has no MAC.": (right[0], right[1] + 9 * in_channels * area),
        "Products with the zeros of the padding count: every kernel visits all pixels.": (
            right[0],
            right[1] - kernels_3 * (area - (rows - 2) * (columns - 2)) - kernels_5 * (area - (rows - 4) * (columns - 4)),
        ),
        "A 3×3 kernel has 9 places and a 5×5 kernel 25, each with its own weight.": (
            right[0] - kernels + (less * three + few * five if reduced else in_channels * (three + five)),
            (right[1] // area - kernels + (less * three + few * five if reduced else in_channels * (three + five))) * area,
        ),
    }
    if reduced:
        wrong["Behind its reduction a kernel reads the reduced channels, not all of them."] = (one + reductions + wide + ends + less + few, (one + reductions + wide) * area)
        wrong["The reductions have biases, too."] = (right[0] - less - few, right[1])
        wrong["The reductions have weights, too."] = (one + narrow + ends, (one + narrow) * area)
    else:
        wrong["Where the reductions are left out, their biases are, too."] = (right[0] + less + few, right[1])
        wrong["The two 1×1 reductions are still counted; reduced=False leaves them out."] = (right[0] + reductions, right[1] + reductions * area)
        both = right[0] + reductions + less + few, right[1] + reductions * area
        wrong["The two 1×1 reductions are still there, with their biases; reduced=False leaves them out."] = both
        wrong["Without the reductions the fourth branch keeps its 1×1 convolution."] = (right[0] - in_channels * c4 - c4, right[1] - in_channels * c4 * area)
        wrong["Without a reduction the kernel reads all channels of the input."] = (one + narrow + ends, (one + narrow) * area)
    for column, name in enumerate(("parameters", "MAC")):
        known = {sentence: pair[column] for sentence, pair in wrong.items() if pair[column] != right[column]}
        exact = {sentence: value for sentence, value in known.items() if _same(wrong[sentence], got)}
        check(f"{case}, {name}", got[column], right[column], exact | known)


def _same(pair, got):
    return not difference(got[0], pair[0]) and not difference(got[1], pair[1])


def _sides(size, stem_stride, conv=lambda n, s: (n + 6 - 7) // s + 1, pool=lambda n: (n + 2 - 3) // 2 + 1):
    found = [conv(size, stem_stride)]
    for _ in range(4):
        found.append(pool(found[-1]))
    return found


def check_sides(function, size, stem_stride):
    """Call stage_sides and compare the five numbers; AssertionError with a diagnosis."""
    case = f"stage_sides({size}, {stem_stride})"
    got = function(size, stem_stride)
    if got is None:
        raise AssertionError(f"{case}:\n    there is no result (None). Does every path end in a return?")
    right = _sides(size, stem_stride)
    try:
        got = list(got)
    except TypeError:
        raise AssertionError(f"{case}:\n    expected a list of five numbers, got {got!r}") from None
    here = size, stem_stride
    wrong = {
        "The first convolution has a padding of 3 on each side.": _sides(*here, conv=lambda n, s: (n - 7) // s + 1),
        "The paddings stand on both sides: 2 · 3 for the convolution, 2 · 1 for a pooling.": _sides(
            *here, conv=lambda n, s: (n + 3 - 7) // s + 1, pool=lambda n: (n + 1 - 3) // 2 + 1
        ),
        "The + 1 of the size formula is missing.": _sides(*here, conv=lambda n, s: (n + 6 - 7) // s, pool=lambda n: (n + 2 - 3) // 2),
        "The poolings have a padding of 1 on each side.": _sides(*here, pool=lambda n: (n - 3) // 2 + 1),
        "A side that is odd is not cut by a pooling 3×3 with padding 1: 7 becomes 4.": _sides(*here, pool=lambda n: n // 2),
        "The stride divides after the kernel is taken off: 7 with stride 2 becomes 4.": _sides(*here, conv=lambda n, s: n // s, pool=lambda n: n // 2),
        "The stride of the first convolution divides rounded up here: use the size formula.": _sides(*here, conv=lambda n, s: n // s),
        "The stem's stride is fixed; use stem_stride.": _sides(size, 1 if stem_stride == 2 else 2),
        "stem_stride is that of the first convolution alone; the poolings have stride 2.": _sides(*here, pool=lambda n: (n + 2 - 3) // stem_stride + 1),
        "The size of the picture itself is not asked for.": [size, *right],
        "The size behind the first convolution comes first.": right[1:],
        "There are four poolings.": right[:-1],
        "The list begins with the rows behind conv1 and ends with those behind pool4.": right[::-1],
        "Each pooling works on what the one before it gave out.": [right[0]] + 4 * [(size + 2 - 3) // 2 + 1],
    }
    if len(got) != 5:
        why = next((f"\n    Likely mistake: {sentence}" for sentence, value in wrong.items() if value == got), "")
        raise AssertionError(f"{case}:\n    expected five numbers, got {len(got)}: {got}{why}")
    whole = [sentence for sentence, value in wrong.items() if not any(difference(a, b) for a, b in zip(got, value)) and len(value) == 5]
    for name, place in (("conv1", 0), ("pool1", 1), ("pool2", 2), ("pool3", 3), ("pool4", 4)):
        known = {sentence: wrong[sentence][place] for sentence in whole}
        check(f"{case}, behind {name}", got[place], right[place], {sentence: value for sentence, value in known.items() if value != right[place]})


# the auxiliary loss


def _cross_entropy(z, labels, axis=1, floor=0.0):
    """(mean loss, its gradient, the gradient without the labels) for scores z [N, K].

    axis, floor: likely mistakes, a softmax over the batch and a number that is added to each probability.
    """
    n, z = len(labels), np.asarray(z, dtype=float)
    shifted = z - z.max(axis=axis, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
    p = np.exp(log_p)
    log_p = np.log(p + floor) if floor else log_p
    return -log_p[np.arange(n), labels].mean(), (p - np.eye(z.shape[1])[labels]) / n, p / n


def check_loss(case, got, z, heads, labels, weight):
    """Compare (loss, dz, dheads) of auxiliary_loss; AssertionError with a diagnosis."""
    if got is None:
        raise AssertionError(f"{case}:\n    there is no result (None). Does every path end in a return?")
    if not isinstance(got, (tuple, list)) or len(got) != 3:
        raise AssertionError(f"{case}:\n    expected three results, loss, dz and dheads")
    loss, dz, dheads = got
    if dheads is None or len(dheads) != len(heads):
        raise AssertionError(f"{case}:\n    dheads must hold one gradient for each of the {len(heads)} heads")
    if any(_overflowed(each) for each in (loss, dz, *dheads)):
        why = "np.exp overflows, or the logarithm of 0 is taken; take the largest score of each row off first"
        raise AssertionError(f"{case}:\n    the result is not finite.\n    Likely mistake: {why}.")
    n = len(labels)
    main, right_dz, only_p = _cross_entropy(z, labels)
    others = [_cross_entropy(head, labels) for head in heads]
    extra = sum(each[0] for each in others)
    right = main + weight * extra
    losses = {
        "The heads count in full; each is multiplied by `weight`.": main + extra,
        "Only the heads count here; the main scores do, too, with weight 1.": weight * extra,
        "The heads are left out.": main,
        "The weight multiplies the main loss as well.": weight * (main + extra),
        "The main loss gets what is left of the weight; it counts in full.": (1 - weight) * main + weight * extra,
        "The losses of the heads are averaged; they are added up.": main + weight * extra / max(len(heads), 1),
        "The weight is fixed to 0.3; use `weight`.": main + 0.3 * extra,
        "Only the first head counts; each of them does.": main + weight * sum(each[0] for each in others[:1]),
        "The losses of the pictures are added up; the mean is asked for.": n * right,
        "This is the logarithm itself; the loss is its negative.": -right,
    }
    turned = [_cross_entropy(scores, labels, axis=0)[0] for scores in (z, *heads)]
    losses["The softmax runs over the classes of each picture, axis 1, not over the batch."] = turned[0] + weight * sum(turned[1:])
    for digits in range(6, 17):  # the same words for every size of the number that is added
        cut = [_cross_entropy(scores, labels, floor=10.0**-digits)[0] for scores in (z, *heads)]
        losses["A small number in the logarithm, 1e-%d, falsifies it: compute the logarithm from the scores." % digits] = cut[0] + weight * sum(cut[1:])
    check(f"{case}, loss", loss, right, {why: value for why, value in losses.items() if abs(value - right) > 1e-6}, tolerance=1e-5)
    known = {
        "The gradient of a mean over N pictures is divided by N.": n * right_dz,
        "The label is missing: 1 is taken off the probability of the right class.": only_p,
        "The sign is turned: probabilities less ones.": -right_dz,
        "The main scores have weight 1.": weight * right_dz,
        "It is divided by the number of classes; the mean runs over the N pictures.": n / z.shape[1] * right_dz,
        "The gradients of the heads are not added to that of the main scores; they are returned apart.": right_dz + sum(weight * bare for _, bare, _ in others),
    }
    check(f"{case}, dz", dz, right_dz, _different(right_dz, known), tolerance=1e-5)
    for number, (got_head, (_, bare, p)) in enumerate(zip(dheads, others)):
        wanted = weight * bare
        known = {
            "The weight is missing: it multiplies the loss of a head and so its gradient.": bare,
            "The weight is there twice.": weight**2 * bare,
            "The weight is fixed to 0.3; use `weight`.": 0.3 * bare,
            "The gradient of a mean over N pictures is divided by N.": n * wanted,
            "The label is missing: 1 is taken off the probability of the right class.": weight * p,
            "The sign is turned: probabilities less ones.": -wanted,
            "The losses of the heads are added up, not averaged.": wanted / len(heads),
            "This is the gradient of the main scores.": weight * right_dz,
        }
        check(f"{case}, dheads[{number}]", got_head, wanted, _different(wanted, known), tolerance=1e-5)


def _overflowed(value):
    """Whether a result holds numbers that are not finite."""
    try:
        return value is not None and not np.isfinite(np.asarray(value, dtype=float)).all()
    except (TypeError, ValueError):
        return False


def _different(right, wrong, tolerance=1e-5):
    """Only the wrong results that can be told from the right one."""
    return {sentence: value for sentence, value in wrong.items() if value.shape != right.shape or not np.allclose(value, right, rtol=tolerance, atol=tolerance)}
