"""What the usual mistakes of chapter 3 lead to, as in course/mistakes.py: {mistake in words: the wrong result}."""

import numpy as np
import paddle
import paddle.nn.functional as F


def convolution(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """Usual mistakes in convolving pictures x [N, C_in, H, W] with filters w [C_out, C_in / groups, k_h, k_w].

    b: [C_out] or None; stride, padding and dilation: a whole number or a pair of them, rows first.
    """
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    (c_out, c_group, k_h, k_w), c_in = w.shape, x.shape[1]
    settings = {"stride": _pair(stride), "padding": _pair(padding), "dilation": _pair(dilation), "groups": groups}

    def conv(x=x, w=w, **changed):
        return correlate(x, w, **(settings | changed))

    y = conv()
    known = {
        "Every output is 0: the array is made, but never filled.": 0 * y,
        "The kernels are turned by 180°; networks do not flip.": conv(w=w[:, :, ::-1, ::-1]),
        "The kernels' rows are in reverse order.": conv(w=w[:, :, ::-1]),
        "The kernels' columns are in reverse order.": conv(w=w[:, :, :, ::-1]),
        "Only the first row of outputs is computed: does `return` stand inside a loop, or do the loops stop early?": _only(y, 2, 0),
        "The loops stop one position early, so the last row of outputs stays 0.": y - _only(y, 2, -1),
        "The loops stop one position early, so the last column of outputs stays 0.": y - _only(y, 3, -1),
        "Signs are lost; a feature map may be negative.": np.abs(y),
        "The results are rounded; return them as they are.": y.round(),
        "The kernels are transposed: w[o, c, u, v] belongs to the pixel u rows down and v columns right.": conv(w=w.swapaxes(2, 3)),
        "Only the first input channel is used; every output sums over all of them.": conv(w=_only(w, 1, 0)),
        "Only the last input channel counts: is the sum overwritten in the loop over channels?": conv(w=_only(w, 1, -1)),
        "The channels' results are averaged; they must be added.": y / c_group,
        "All input channels meet the first channel's kernel; each has its own, w[:, c].": conv(w=np.repeat(w[:, :1], c_group, 1)),
        "Input channels and kernels are paired in reverse order.": conv(w=w[:, ::-1]),
        "Every output channel shows the first filter's result.": np.repeat(y[:, :1], c_out, 1),
        "Only the first filter is used: the output has C_out channels.": y[:, :1],
        "The filters' results are added up; each makes an output channel of its own.": y.sum(1, keepdims=True),
        "The channel axis comes last; the output is [N, C_out, rows, columns].": y.transpose(0, 2, 3, 1),
        "Pictures and channels are swapped: the output is [N, C_out, rows, columns].": y.swapaxes(0, 1),
        "The numbers are right, but pictures and channels are mixed up: a matrix [C_out, N·L] must be reshaped to"
        " [C_out, N, rows, columns] before the first two axes change places.": y.swapaxes(0, 1).reshape(y.shape),
        "The numbers are right, but channels and positions are mixed up: put the channel axis second, do not reshape it there.": (
            y.transpose(0, 2, 3, 1).reshape(y.shape)
        ),
        "Only the first picture is computed; the others stay 0.": _only(y, 0, 0),
        "Every picture of the batch shows the first one's result.": np.repeat(y[:1], len(y), 0),
        "Only the first picture is returned.": y[:1],
        "The output is transposed: rows come before columns.": y.swapaxes(2, 3),
        "Negative outputs are set to 0; keep them.": y.clip(0),
        "The stride is ignored.": conv(stride=(1, 1)),
        "The stride counts for rows only.": conv(stride=(settings["stride"][0], 1)),
        "The stride counts for columns only.": conv(stride=(1, settings["stride"][1])),
        "Rows and columns swap their strides; a pair names rows first.": conv(stride=settings["stride"][::-1]),
        "The stride of rows is used for columns, too.": conv(stride=settings["stride"][:1] * 2),
        "The picture is thinned out before the convolution; the stride moves the kernel.": (
            conv(x[:, :, :: settings["stride"][0], :: settings["stride"][1]], stride=(1, 1))
        ),
        "The padding is ignored.": conv(padding=(0, 0)),
        "The padding is on the top and left sides only.": conv(padding=_sides(settings["padding"], 0)),
        "The padding is on the bottom and right sides only.": conv(padding=_sides(settings["padding"], 1)),
        "The padding is above and below only.": conv(padding=(settings["padding"][0], 0)),
        "The padding is left and right only.": conv(padding=(0, settings["padding"][1])),
        "Rows and columns swap their padding; a pair names rows first.": conv(padding=settings["padding"][::-1]),
        "The padding of rows is used for columns, too.": conv(padding=settings["padding"][:1] * 2),
        "The picture's border is repeated outwards; padding is with zeros.": (
            conv(np.pad(x, [(0, 0), (0, 0), *([p, p] for p in settings["padding"])], mode="edge"), padding=(0, 0))
        ),
        "The padding is added twice.": conv(padding=tuple(2 * p for p in settings["padding"])),
        "The dilation is ignored.": conv(dilation=(1, 1)),
        "Rows and columns swap their dilations; a pair names rows first.": conv(dilation=settings["dilation"][::-1]),
        "The dilation of rows is used for columns, too.": conv(dilation=settings["dilation"][:1] * 2),
        "The dilation is one too large: d means d - 1 pixels left out between neighbours of the kernel.": (
            conv(dilation=tuple(d + 1 for d in settings["dilation"]))
        ),
    }
    if settings["padding"] == (0, 0):
        known["One row and one column too few: the first position counts, too."] = y[:, :, :-1, :-1]
    if c_in == c_out and groups == 1:
        known["The weight's first two axes are swapped: w is [C_out, C_in, k_h, k_w]."] = conv(w=w.swapaxes(0, 1))
    if groups > 1:
        by_group = y.reshape(len(y), groups, -1, *y.shape[2:])
        every = np.arange(c_in).reshape(-1, groups).T.ravel()  # channel 0, g, 2g, … in the first group
        known |= {
            "All groups look at the first group's channels.": conv(np.tile(x[:, :c_group], (1, groups, 1, 1))),
            "Groups are blocks of neighbouring channels; here they take every groups-th input channel.": conv(x[:, every]),
            "The outputs of a group stand side by side; here they are interleaved.": by_group.swapaxes(1, 2).reshape(y.shape),
            "The groups' results are in reverse order.": by_group[:, ::-1].reshape(y.shape),
            "The filters of each group are used for all channels: the groups are ignored.": conv(w=np.tile(w, (1, groups, 1, 1)), groups=1),
            "The groups' results are added up; they are channels of their own.": by_group.sum(1),
            "Only the first group is computed; the other channels stay 0.": np.where(np.arange(c_out)[:, None, None] < c_out // groups, y, 0),
        }
    if b is None:
        return known
    b = np.asarray(b, dtype=float)
    over_channels = b.reshape(-1, 1, 1)
    known = {mistake: wrong + over_channels for mistake, wrong in known.items() if wrong.ndim == 4 and wrong.shape[1] == c_out}
    known |= {
        "The bias is ignored.": y,
        "The bias is subtracted; add it.": y - over_channels,
        "The bias is added once for each input channel; add it once for each output.": y + c_group * over_channels,
        "The bias is added once for each product; add it once for each output.": y + c_group * k_h * k_w * over_channels,
        "All channels get the first bias; there is one for each filter.": y + b[0],
        "All channels get the sum of the biases; there is one for each filter.": y + b.sum(),
        "The biases' fractions are cut off: the output array is of whole numbers.": np.trunc(y + over_channels),
    }
    for axis, shape, name in ((2, (-1, 1), "rows"), (3, (-1,), "columns")):
        if len(b) == y.shape[axis]:
            known[f"The biases run along the {name}; b[o] belongs to output channel o: b.reshape(1, -1, 1, 1)."] = y + b.reshape(shape)
    if len(b) == len(y):
        known["The biases run along the pictures; b[o] belongs to output channel o."] = y + b.reshape(-1, 1, 1, 1)
    return known


def columns(x, k_h, k_w, stride=1, padding=0, dilation=1):
    """Usual mistakes in the matrix of all windows, [C·k_h·k_w, N·H_out·W_out], of pictures x [N, C, H, W]."""
    x = np.asarray(x, dtype=float)
    n, c = x.shape[:2]
    s, p, d = _pair(stride), _pair(padding), _pair(dilation)

    def windows(x=x, s=s, p=p, d=d):
        """All windows as [C, k_h, k_w, N, H_out, W_out]."""
        rows = (x.shape[2] + 2 * p[0] - d[0] * (k_h - 1) - 1) // s[0] + 1
        flat = unfold(x, k_h, k_w, s, p, d)
        return flat.reshape(n, c, k_h, k_w, max(rows, 1), flat.shape[2] // max(rows, 1)).transpose(1, 2, 3, 0, 4, 5)

    def matrix(a):
        return a.reshape(c * k_h * k_w, -1)

    right = windows()
    by_picture = right.transpose(3, 0, 1, 2, 4, 5)
    known = {
        "Every number is 0: the array is made, but never filled.": 0 * matrix(right),
        "The matrix is transposed: each window is a column, not a row.": matrix(right).T,
        "The pictures are stacked in an axis of their own; here they stand side by side in one matrix.": by_picture.reshape(n, c * k_h * k_w, -1),
        "The pictures stand below each other; put their columns side by side.": by_picture.reshape(n * c * k_h * k_w, -1),
        "The channels stand side by side; a column holds all channels of its window.": right.transpose(1, 2, 0, 3, 4, 5).reshape(k_h * k_w, -1),
        "Only the first picture is there.": matrix(right[:, :, :, :1]),
        "Only the first channel is there.": right[:1].reshape(k_h * k_w, -1),
        "Columns of different pictures alternate: all columns of picture 0 come first, then those of picture 1.": matrix(right.transpose(0, 1, 2, 4, 5, 3)),
        "Rows of the matrix are ordered kernel row, kernel column, channel; the channel comes first.": matrix(right.transpose(1, 2, 0, 3, 4, 5)),
        "Inside a channel, the kernel's columns come before its rows; go along the kernel's rows, as one reads.": matrix(right.transpose(0, 2, 1, 3, 4, 5)),
        "The windows are ordered down the columns; go along the rows of the picture, as one reads.": matrix(right.transpose(0, 1, 2, 3, 5, 4)),
        "The numbers are right, but a reshape without a transpose mixed them up.": matrix(right.transpose(3, 4, 5, 0, 1, 2)),
        "The numbers are right, but the pictures' own columns were reshaped without a transpose.": matrix(by_picture),
        "Each window is turned by 180°.": matrix(right[:, ::-1, ::-1]),
        "The stride is ignored.": matrix(windows(s=(1, 1))),
        "Rows and columns swap their strides; a pair names rows first.": matrix(windows(s=s[::-1])),
        "The stride of rows is used for columns, too.": matrix(windows(s=s[:1] * 2)),
        "The padding is ignored.": matrix(windows(p=(0, 0))),
        "The padding of rows is used for columns, too.": matrix(windows(p=p[:1] * 2)),
        "Rows and columns swap their padding; a pair names rows first.": matrix(windows(p=p[::-1])),
        "The picture's border is repeated outwards; padding is with zeros.": (
            matrix(windows(np.pad(x, [(0, 0), (0, 0), *([q, q] for q in p)], mode="edge"), p=(0, 0)))
        ),
        "The dilation is ignored.": matrix(windows(d=(1, 1))),
        "Rows and columns swap their dilations; a pair names rows first.": matrix(windows(d=d[::-1])),
        "The dilation of rows is used for columns, too.": matrix(windows(d=d[:1] * 2)),
        "The dilation is one too large: d means d - 1 pixels left out between neighbours of the kernel.": matrix(windows(d=tuple(i + 1 for i in d))),
    }
    return {mistake: wrong for mistake, wrong in known.items() if wrong.size}


def cost(c_in, c_out, k, height, width, stride=1, padding=0, groups=1, bias=True):
    """The right counts of a k×k convolution on one picture, and usual mistakes: ({key: number}, {key: {mistake: number}})."""

    def side(n, p=2 * padding, s=stride):
        return (n + p - k) // s + 1

    positions, products = side(height) * side(width), c_in // groups * k * k
    outputs = c_out * positions
    parameters, macs = c_out * (products + bool(bias)), outputs * products
    right = {"parameters": parameters, "macs": macs, "flops": 2 * macs, "paddle_flops": macs + outputs * bool(bias)}
    pixels = {
        "The padding is ignored.": side(height, 0) * side(width, 0),
        "The padding counts on one side only; it is on both.": side(height, padding) * side(width, padding),
        "The stride is ignored.": side(height, s=1) * side(width, s=1),
        "The output is smaller than the picture: the kernel must fit.": height * width,
        "The picture is treated as a square of its height.": side(height) ** 2,
        "The picture is treated as a square of its width.": side(width) ** 2,
        "The output's positions are not counted; each needs its own products.": 1,
        "The output's size is rounded up; a step over the border is not taken.": (
            (1 - -(height + 2 * padding - k) // stride) * (1 - -(width + 2 * padding - k) // stride)
        ),
    }
    known = {
        "parameters": {
            "The biases are missing: one for each filter.": c_out * products,
            "There is one bias for each filter, not one for the layer.": c_out * products + 1,
            "A filter has one bias, not one for each input channel.": c_out * products + c_out * c_in // groups,
            "There is no bias here.": c_out * (products + 1),
            "Filters look at all their input channels; this counts one.": c_out * (k * k + bool(bias)),
            "The filters are not counted: there are c_out of them.": products + bool(bias),
            "Groups are ignored: a filter looks at c_in / groups channels.": c_out * (c_in * k * k + bool(bias)),
            "The filters are divided by the groups; each filter looks at c_in / groups channels, but all filters stay.": (
                c_out // groups * (products + bool(bias))
            ),
            "The filters' weights are divided by the groups; each filter looks at c_in / groups channels, but all filters stay.": (
                c_out // groups * products + c_out * bool(bias)
            ),
            "The biases are divided by the groups; every filter keeps its own.": c_out * products + c_out // groups * bool(bias),
            "Kernels have k·k weights.": c_out * (c_in // groups * k + bool(bias)),
            "Parameters do not depend on the picture: the same weights are used everywhere.": parameters * positions,
        },
        "macs": {mistake: c_out * wrong * products for mistake, wrong in pixels.items()}
        | {
            "Additions of the bias are no multiply-accumulates here.": outputs * (products + 1),
            "Filters look at all their input channels; this counts one.": outputs * k * k,
            "The filters are not counted: there are c_out of them.": positions * products,
            "This is twice the count: a multiplication and its addition are one multiply-accumulate.": 2 * macs,
            "Groups are ignored: a filter looks at c_in / groups channels.": outputs * c_in * k * k,
            "The groups are counted twice; a filter looks at c_in / groups channels, but all filters stay.": macs // groups,
        },
        "flops": {
            "FLOPs count each multiply-accumulate as two.": macs,
            "Here FLOPs are 2·MAC; the bias is not counted.": 2 * macs + outputs,
            "Here FLOPs are 2·MAC; the first product's missing partner is not taken off.": 2 * macs - outputs,
            "This doubles Paddle's count; double the MACs.": 2 * (macs + outputs),
        },
        "paddle_flops": {
            "Paddle adds one for the bias of every output number.": macs,
            "The bias is added to every output, not once for each filter.": macs + c_out,
            "The bias is added to all channels of the output, not to one.": macs + positions,
            "There is no bias here, so nothing is added.": macs + outputs,
            "Paddle counts MACs once, not twice.": 2 * macs + outputs * bool(bias),
            "This is 2·MAC; Paddle counts the MACs once.": 2 * macs,
        },
    }
    return right, known


def correlate(x, w, b=None, stride=1, padding=0, dilation=1, groups=1):
    """Paddle's convolution in 64-bit floats, from arrays to an array; an empty array where the kernel does not fit."""
    sides = padding if np.size(padding) == 4 else np.repeat(_pair(padding), 2)
    if not _fits(x, w.shape[2:], sides, dilation):
        return np.zeros((0, 0, 0, 0))
    return F.conv2d(_tensor(x), _tensor(w), None if b is None else _tensor(b), stride, padding, dilation, groups).numpy()


def unfold(x, k_h, k_w, stride, padding, dilation):
    """Paddle's windows [N, C·k_h·k_w, L] in 64-bit floats; an empty array where the kernel does not fit."""
    if not _fits(x, (k_h, k_w), np.repeat(padding, 2), dilation):
        return np.zeros((len(x), x.shape[1] * k_h * k_w, 0))
    return F.unfold(_tensor(x), [k_h, k_w], list(stride), list(padding), list(dilation)).numpy()


def _fits(x, kernel, sides, dilation):
    """Whether the dilated kernel fits into the pictures with padding [top, bottom, left, right]."""
    room = np.array(x.shape[2:]) + np.reshape(sides, (2, 2)).sum(1)
    return bool((np.array(dilation) * (np.array(kernel) - 1) < room).all())


def _tensor(array):
    return paddle.to_tensor(np.asarray(array, dtype="float64"))


def _pair(value):
    return tuple(int(side) for side in np.broadcast_to(value, 2))


def _sides(padding, start):
    """Padding as Paddle takes it for four sides, [top, bottom, left, right], on one side of each axis only."""
    return [p if side == start else 0 for p in padding for side in (0, 1)]


def _only(array, axis, index):
    """The array with zeros everywhere but at one index of an axis."""
    kept = np.zeros_like(array)
    place = [slice(None)] * array.ndim
    place[axis] = slice(index, index + 1 or None)
    kept[tuple(place)] = array[tuple(place)]
    return kept
