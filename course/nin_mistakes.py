"""Likely mistakes in the exercises of chapter 12, as course/mistakes.py keeps them: {sentence: the wrong result it leads to}."""

import numpy as np

from course import given_weights
from course.given_weights import give as give  # for the chapter's tests

import paddle
import paddle.nn.functional as F

FILTERS = [[192, 160, 96], [192, 192, 192], [192, 192]]  # of the three blocks of NiN; the last one ends with the classes
KERNELS = [5, 1, 1, 5, 1, 1, 3, 1, 1]
PADDINGS = [2, 0, 0, 2, 0, 0, 1, 0, 0]


def mlp(x, layers):
    """(right output, {mistake: output}) of an MLP at every pixel. x: [N, C, H, W]; layers: pairs (w [C_out, C_in], b [C_out])."""
    x = np.asarray(x, dtype=float)
    right = _mlp(x, layers)
    wrong = {
        "There is no ReLU; one stands behind every layer.": _mlp(x, layers, relu=lambda i: False),
        "ReLU is missing behind the last layer.": _mlp(x, layers, relu=lambda i: i < len(layers) - 1),
        "ReLU stands behind the last layer only; one stands behind every layer.": _mlp(x, layers, relu=lambda i: i == len(layers) - 1),
        "The biases are missing.": _mlp(x, [(w, 0 * b) for w, b in layers]),
        "Only the first layer is applied.": _mlp(x, layers[:1]),
        "Channels stay last in the result; they belong behind N.": right.transpose(0, 2, 3, 1),
        "Rows and columns are swapped in the result.": right.transpose(0, 1, 3, 2),
        "reshape does not move the channels to the end, it only cuts the numbers anew: use transpose or moveaxis.": _mlp(x, layers, cut=True),
        "Absolute values are not ReLU: negative numbers become 0.": _mlp(x, layers, bend=np.abs),
    }
    if all(w.shape[0] == w.shape[1] for w, _ in layers):
        wrong["The weights are transposed: w[o, c] leads from input channel c to output channel o."] = _mlp(x, [(w.T, b) for w, b in layers])
    return right, _different(right, wrong)


def _mlp(x, layers, relu=lambda i: True, bend=lambda y: np.maximum(y, 0), cut=False):
    n, _, height, width = x.shape
    y = x.reshape(n, height, width, -1) if cut else x.transpose(0, 2, 3, 1)
    for i, (w, b) in enumerate(layers):
        y = y @ np.asarray(w).T + b
        y = bend(y) if relu(i) else y
    return y.reshape(n, -1, height, width) if cut else y.transpose(0, 3, 1, 2)


def block_shapes(in_channels, out_channels, kernel_size):
    """The shapes of a block's parameters in the order of the forward pass: a k×k convolution and two of 1×1."""
    k = kernel_size
    a, b, c = out_channels
    return [[a, in_channels, k, k], [a], [b, a, 1, 1], [b], [c, b, 1, 1], [c]]


def nin_shapes(num_classes, in_channels=3, width=1.0):
    """The shapes of NiN's parameters in the order of the forward pass."""
    shapes = []
    for filters, kernel_size in zip([*FILTERS[:2], [*FILTERS[2], None]], (5, 5, 3)):
        out_channels = [num_classes if f is None else round(width * f) for f in filters]
        shapes += block_shapes(in_channels, out_channels, kernel_size)
        in_channels = out_channels[-1]
    return shapes


def parameters_of(case, net, expected):
    """The parameters of a network; AssertionError with a diagnosis unless they have the expected shapes, in that order."""
    return given_weights.parameters_of(case, net, expected, _likely)


def _likely(shapes, expected):
    weights, wanted = ([shape for shape in each if len(shape) > 1] for each in (shapes, expected))
    if any(len(shape) == 2 for shape in shapes):
        return "there is a fully connected layer; this network has convolutions only."
    if weights == wanted:
        return "the biases are missing; leave bias_attr as it is."
    if sorted(shapes) == sorted(expected):
        return "the layers are not made in the order of the forward pass."
    if len(weights) < len(wanted):
        return f"there are {len(weights)} convolutions, expected {len(wanted)}; in a block, two of 1×1 follow the first one."
    if len(weights) > len(wanted):
        return f"there are {len(weights)} convolutions, expected {len(wanted)}."
    place = next(i for i, (a, b) in enumerate(zip(weights, wanted)) if a != b)
    got, want = weights[place], wanted[place]
    if got[2:] != want[2:]:
        return f"the kernel of convolution {place} (from 0) is {got[2]}×{got[3]}, expected {want[2]}×{want[3]}."
    if place and got[1] != want[1]:
        return "a convolution takes as many channels as the one before it gives out."
    if place == len(wanted) - 1:
        return "the last 1×1 convolution gives one map for each class: num_classes of them."
    return f"convolution {place} (from 0) has {got[0]} filters, expected {want[0]}."


def block_outputs(x, arrays, stride, padding):
    """(right output, {mistake: output}) of a block with these six arrays on an array x [N, C, H, W]."""
    right = _block(x, arrays, stride, padding)
    wrong = {
        "There is no ReLU; one stands behind each of the three convolutions.": _block(x, arrays, stride, padding, ()),
        "ReLU is missing behind the last 1×1 convolution.": _block(x, arrays, stride, padding, (0, 1)),
        "ReLU is missing behind the k×k convolution.": _block(x, arrays, stride, padding, (1, 2)),
        "ReLU is missing behind the first 1×1 convolution.": _block(x, arrays, stride, padding, (0, 2)),
        "ReLU stands behind the k×k convolution only; the 1×1 convolutions need theirs.": _block(x, arrays, stride, padding, (0,)),
        "ReLU stands at the end only; without one between them the three convolutions are a single one.": _block(x, arrays, stride, padding, (2,)),
        "The stride is not used.": _block(x, arrays, 1, padding),
        "The padding is not used.": _block(x, arrays, stride, 0),
        "The 1×1 convolutions move by the stride as well; only the first one does.": _block(x, arrays, stride, padding, (0, 1, 2), stride),
        "The 1×1 convolutions are padded as well; only the first one is.": _block(x, arrays, stride, padding, (0, 1, 2), 1, padding),
    }
    return right, _different(right, wrong)


def _block(x, arrays, stride, padding, relu=(0, 1, 2), stride_1x1=1, padding_1x1=0):
    y = paddle.to_tensor(x)
    for i in range(3):
        w, b = (paddle.to_tensor(array) for array in arrays[2 * i : 2 * i + 2])
        p = padding_1x1 if i else padding
        if w.shape[2] > y.shape[2] + 2 * p or w.shape[3] > y.shape[3] + 2 * p:
            return None
        y = F.conv2d(y, w, b, stride=stride_1x1 if i else stride, padding=p)
        y = F.relu(y) if i in relu else y
    return y.numpy()


def nin_maps(x, arrays, relu=range(9), pools="ma", pool=(3, 2, 1), paddings=PADDINGS):
    """The maps [N, K, h, w] of NiN with these 18 arrays, as a tensor, with the options of likely mistakes; None where nothing is left."""
    y = paddle.to_tensor(x)
    for i in range(9):
        w, b = (paddle.to_tensor(array) for array in arrays[2 * i : 2 * i + 2])
        if w.shape[2] > min(y.shape[2:]) + 2 * paddings[i]:
            return None
        y = F.conv2d(y, w, b, padding=paddings[i])
        y = F.relu(y) if i in relu else y
        if i in (2, 5) and pools[i // 3] != "-":
            if min(y.shape[2:]) + 2 * pool[2] < pool[0]:
                return None
            y = (F.max_pool2d if pools[i // 3] == "m" else F.avg_pool2d)(y, *pool)
    return y


def nin_outputs(x, arrays):
    """(right scores, {mistake: scores}, right maps, {mistake: maps}) of NiN with these weights in inference mode on an array x."""
    nine = set(range(9))
    options = {
        "ReLU is missing behind the last 1×1 convolution; NiN has one there as well.": {"relu": nine - {8}},
        "There is no ReLU at all; one stands behind every convolution.": {"relu": ()},
        "ReLU is missing behind the 1×1 convolutions.": {"relu": {0, 3, 6}},
        "Both poolings take the maximum; the second one averages.": {"pools": "mm"},
        "Both poolings average; the first one takes the maximum.": {"pools": "aa"},
        "The poolings are swapped: first the maximum, then the average.": {"pools": "am"},
        "The second pooling is missing.": {"pools": "m-"},
        "The first pooling is missing.": {"pools": "-a"},
        "Both poolings are missing.": {"pools": "--"},
        "The poolings have no padding; it is 1.": {"pool": (3, 2, 0)},
        "The poolings are 2×2; they are 3×3 with stride 2 and padding 1.": {"pool": (2, 2, 0)},
        "The poolings move by 1 pixel; their stride is 2.": {"pool": (3, 1, 1)},
        "The 5×5 convolutions have no padding; it is 2.": {"paddings": [0, 0, 0, 0, 0, 0, 1, 0, 0]},
        "The 3×3 convolution has no padding; it is 1.": {"paddings": [2, 0, 0, 2, 0, 0, 0, 0, 0]},
    }
    with paddle.no_grad():
        maps = nin_maps(x, arrays)
        wrong_maps = {sentence: nin_maps(x, arrays, **option) for sentence, option in options.items()}
    scores = maps.mean([2, 3]).numpy()
    wrong = {sentence: None if y is None else y.mean([2, 3]).numpy() for sentence, y in wrong_maps.items()}
    wrong |= {
        "The maps are added up; global average pooling takes their mean.": maps.sum([2, 3]).numpy(),
        "This is the largest vote of each map; global average pooling takes the mean.": maps.amax([2, 3]).numpy(),
        "There is a softmax at the end; return the scores, the loss takes them as they are.": F.softmax(maps.mean([2, 3])).numpy(),
        "Rows and columns of 1 are left: flatten to [N, num_classes].": scores[:, :, None, None],
    }
    wrong_maps = {sentence: None if y is None else y.numpy() for sentence, y in wrong_maps.items()}
    wrong_maps["These are the scores; the maps are what global average pooling averages."] = scores
    return scores, _different(scores, wrong), maps.numpy(), _different(maps.numpy(), wrong_maps)


def saved(channels, height, width, classes, hidden=()):
    """(right number, {mistake: number}) for the parameters that global average pooling saves against a fully connected head."""
    flat = channels * height * width
    sizes = [flat, *hidden, classes]
    connected, votes = _dense(sizes), channels * classes + classes
    short = [flat, classes]
    wrong = {
        "This is the whole fully connected head; subtract the 1×1 convolution that the other head has.": connected,
        "This is the head with global average pooling alone.": votes,
        "The sign is turned: fully connected less global average pooling.": votes - connected,
        "The biases of the fully connected head are missing.": _dense(sizes, False) - votes,
        "The bias of the 1×1 convolution is missing: one for each class.": connected - channels * classes,
        "Biases are missing in both heads.": _dense(sizes, False) - channels * classes,
        "The hidden layers are left out.": _dense(short) - votes,
        "Only the number of columns is used; the map has height times width pixels.": _dense([channels * width * width, *hidden, classes]) - votes,
        "Flattening keeps the channels, too: channels times height times width numbers.": _dense([height * width, *hidden, classes]) - votes,
        "The 1×1 convolution costs the same at any map size: its weights are shared by all pixels.": connected - flat * classes - classes,
        "The layers behind a hidden one read its units, not the map.": flat * sum(sizes[1:]) + sum(sizes[1:]) - votes,
    }
    right = connected - votes
    return right, {sentence: number for sentence, number in wrong.items() if number != right}


def _dense(sizes, bias=True):
    return sum(a * b + bias * b for a, b in zip(sizes, sizes[1:]))


def places(maps):
    """(right labels, rows and columns as an array [3, N], {mistake: array}) of the largest votes in maps [N, K, H, W]."""
    maps = np.asarray(maps)
    n, _, height, width = maps.shape
    labels = maps.mean((2, 3)).argmax(1)
    loudest = maps.max((2, 3)).argmax(1)
    right = _places(maps, labels)
    chosen = maps[np.arange(n), labels].reshape(n, -1)
    wrong = {
        "The class is that of the largest single vote; it is the one with the largest mean.": _places(maps, loudest),
        "The place is searched in all maps; look in the map of the chosen class only.": np.stack([labels, *_places(maps, loudest)[1:]]),
        "The place is where all maps together are largest; look in the map of the chosen class only.": _places(
            np.repeat(maps.sum(1, keepdims=True), maps.shape[1], 1), labels
        ),
        "Rows and columns are swapped.": right[[0, 2, 1]],
        "The position in the flattened map is divided by the number of rows; a row has as many pixels as there are columns.": np.stack(
            [labels, *np.divmod(chosen.argmax(1), height)]
        ),
        "This is the place of the smallest vote.": _places(-maps, labels),
        "This is the place of the largest absolute value; votes against the class do not count.": _places(np.abs(maps), labels),
        "Only the first picture is looked at; there are N.": np.repeat(right[:, :1], n, 1),
        "The result is one column for each picture; return labels, rows and columns one after another.": right.T,
    }
    return right, _different(right, wrong)


def _places(maps, labels):
    n, _, _, width = maps.shape
    place = maps[np.arange(n), labels].reshape(n, -1).argmax(1)
    return np.stack([labels, place // width, place % width])


def class_maps(features, weight, bias):
    """(right maps, {mistake: maps}) of a Linear layer applied to every pixel of features [N, C, H, W]; weight [C, K], bias [K]."""
    features, weight, bias = (np.asarray(array, dtype=float) for array in (features, weight, bias))
    n, _, height, width = features.shape
    bare = np.einsum("nchw,ck->nkhw", features, weight)
    right = bare + bias[:, None, None]
    cut = features.reshape(n, height, width, -1) @ weight + bias
    exponentials = np.exp(right - right.max(axis=1, keepdims=True))
    wrong = {
        "The bias is missing: each pixel has the whole of it, as the mean of equal numbers is that number.": bare,
        "The bias is shared out among the pixels; a mean of maps needs all of it at each pixel.": bare + bias[:, None, None] / (height * width),
        "The maps add up to the scores; it is their means that are to be the scores.": right / (height * width),
        "There is a ReLU on the maps; votes may be negative, and without them the means are no longer the scores.": np.maximum(right, 0),
        "There is a softmax over the classes; the maps are votes, as the layer gives them.": exponentials / exponentials.sum(axis=1, keepdims=True),
        "These are the scores: do not take the mean first.": right.mean((2, 3)),
        "Each map holds its mean everywhere: do not take the mean first.": np.broadcast_to(right.mean((2, 3), keepdims=True), right.shape),
        "Weighted channels are averaged; add them up.": bare / weight.shape[0] + bias[:, None, None],
        "The classes stay last in the result; they belong behind N.": right.transpose(0, 2, 3, 1),
        "Rows and columns are swapped in the result.": right.transpose(0, 1, 3, 2),
        "reshape does not move the channels to the end, it only cuts the numbers anew: use transpose, moveaxis or einsum.": cut.reshape(n, -1, height, width),
        "Only the first picture is looked at; there are N.": np.repeat(right[:1], n, axis=0),
        "The classes are added up; each has a map of its own.": np.repeat(right.sum(1, keepdims=True), len(bias), axis=1),
        "The maps are stretched to lie between 0 and 1; their means are to be the scores.": _stretched(right),
    }
    if weight.shape[0] == weight.shape[1]:
        turned = np.einsum("nchw,kc->nkhw", features, weight) + bias[:, None, None]
        wrong["The weights are transposed: weight[c, k] leads from channel c to class k."] = turned
    return right, _different(right, wrong)


def _stretched(maps):
    low, high = maps.min((2, 3), keepdims=True), maps.max((2, 3), keepdims=True)
    return (maps - low) / np.where(high > low, high - low, 1)


def _different(right, wrong):
    """Those wrong results that can be told from the right one."""
    return {
        sentence: value
        for sentence, value in wrong.items()
        if value is not None and (np.shape(value) != np.shape(right) or not np.allclose(value, right, atol=1e-3))
    }
