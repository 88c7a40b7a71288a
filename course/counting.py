"""Counts a network layer by layer, on one picture: parameters, multiply-accumulates and the receptive field."""

import contextlib
import html
import math
import operator
import textwrap
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import paddle
from paddle import nn

from course.receptive_field import zeros_before, kernel_sizes

CONVOLUTIONS = (nn.Conv1D, nn.Conv2D, nn.Conv3D)
TRANSPOSED = (nn.Conv1DTranspose, nn.Conv2DTranspose, nn.Conv3DTranspose)
AVERAGE_POOLINGS = (nn.AvgPool1D, nn.AvgPool2D, nn.AvgPool3D)
ADAPTIVE_AVERAGES = (nn.AdaptiveAvgPool1D, nn.AdaptiveAvgPool2D, nn.AdaptiveAvgPool3D)
# Layers whose receptive field is computed from their sizes; through all others the walk goes back step by step.
MOVING = (nn.Conv2D, nn.MaxPool2D, nn.AvgPool2D, nn.AdaptiveAvgPool2D, nn.AdaptiveMaxPool2D, nn.Linear, nn.LocalResponseNorm)
# What Paddle calls the backward steps of operations whose outputs each depend on one position of every input.
POINTWISE_STEPS = {
    "Abs", "Add", "AddN", "Assign", "BatchNorm", "Cast", "Celu", "Clip", "Concat", "DivScale", "Divide", "Dropout", "Elu", "Exp", "Gelu",
    "Hardshrink", "Hardsigmoid", "Hardswish", "Hardtanh", "LeakyRelu", "Logsigmoid", "Maximum", "Minimum", "Mish", "Multiply", "Pow", "Prelu",
    "Relu", "Relu6", "Scale", "Selu", "Sigmoid", "Silu", "Softplus", "Softshrink", "Softsign", "Sqrt", "Square", "Subtract", "Swish", "Tanh",
    "TanhShrink", "ThresholdedRelu",
}  # fmt: skip
RESHAPING_STEPS = {"Flatten", "Reshape", "Squeeze", "Unsqueeze"}  # every number stays, but no longer at its row and column
COLUMNS = ["layer", "type", "output", "parameters", "not trainable", "MAC", "Paddle's FLOPs", "receptive field"]
WORDS = 3  # the first columns hold words and stand on the left; numbers stand on the right


class Row(NamedTuple):
    """One call of a layer, or a layer that was never called (then output_shape is None and all operations are 0).

    name: as in named_sublayers, "net" for the network itself; type: name of the class; output_shape: list, or None where no tensor comes out;
    parameters: numbers that are learned; not_trainable: numbers that are held but not learned (running statistics, frozen weights, buffers);
    macs: multiply-accumulates, None where the layer multiplies by weights in a way not known here; paddle_flops: as paddle.flops counts;
    receptive_field: of one output pixel, (rows, columns), each a whole number of pixels, "all" or "?".
    """

    name: str
    type: str
    output_shape: list | None
    parameters: int
    not_trainable: int
    macs: int | None
    paddle_flops: int
    receptive_field: tuple


@dataclass(frozen=True, repr=False)
class Counts:
    """What `count` found; it shows itself as a table.

    input_shape: [1, C, H, W]; rows: one Row for each call of a layer, in the order in which the calls ended;
    never_called: a Row for each layer that holds numbers although the network never called it (a layer around it may still use its weights).
    """

    input_shape: list
    rows: list
    never_called: list

    @property
    def parameters(self):
        """Learned numbers in the layers that were called; paddle.summary says "Trainable params"."""
        return sum(row.parameters for row in self.rows)

    @property
    def not_trainable(self):
        """Numbers that are held but not learned, in the layers that were called; paddle.summary leaves buffers out."""
        return sum(row.not_trainable for row in self.rows)

    @property
    def unused(self):
        """Learned numbers in layers that were never called; they are in the network's files all the same."""
        return sum(row.parameters for row in self.never_called)

    @property
    def macs(self):
        """Multiply-accumulates for one picture, without the layers whose number is not known (None in their row)."""
        return sum(row.macs or 0 for row in self.rows)

    @property
    def flops(self):
        """Multiplications and additions, each counted by itself: 2·MAC."""
        return 2 * self.macs

    @property
    def paddle_flops(self):
        """What paddle.flops returns for one picture."""
        return sum(row.paddle_flops for row in self.rows)

    def __repr__(self):
        lines = [COLUMNS, *self._cells(), self._totals()]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        texts = [
            "  ".join(cell.ljust(width) if i < WORDS else cell.rjust(width) for i, (cell, width) in enumerate(zip(line, widths, strict=True)))
            for line in lines
        ]
        rule = "-" * len(texts[0])
        notes = [textwrap.fill(note, max(len(rule), 80)) for note in self._notes()]
        return "\n".join([texts[0], rule, *texts[1:-1], rule, texts[-1], "", *notes])

    def _repr_html_(self):
        head = "".join(_html_cell(name, column, "col") for column, name in enumerate(COLUMNS))
        body = "".join(_html_row(cells) for cells in self._cells())
        caption, *notes = map(html.escape, self._notes())
        return (
            f'<table><caption style="text-align: left">{caption}</caption><thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody><tfoot>{_html_row(self._totals())}</tfoot></table>" + "".join(f"<p>{note}</p>" for note in notes)
        )

    def _cells(self):
        """The rows as texts."""
        return [
            [
                row.name,
                row.type,
                "?" if row.output_shape is None else str(row.output_shape),
                f"{row.parameters:,}",
                f"{row.not_trainable:,}",
                "?" if row.macs is None else f"{row.macs:,}",
                f"{row.paddle_flops:,}",
                row.receptive_field[0] if row.receptive_field in [("all", "all"), ("?", "?")] else "{}×{}".format(*row.receptive_field),
            ]
            for row in self.rows
        ]

    def _totals(self):
        at_least = "≥ " if any(row.macs is None for row in self.rows) else ""
        return ["total", "", "", f"{self.parameters:,}", f"{self.not_trainable:,}", f"{at_least}{self.macs:,}", f"{self.paddle_flops:,}", ""]

    def _notes(self):
        """Sentences that name the conventions, and what the numbers leave out."""
        notes = [
            f"Counted for one picture, {self.input_shape}. MAC: a multiplication by a weight together with an addition; "
            f"2·MAC = {self.flops:,} FLOPs. Paddle's FLOPs: what paddle.flops counts, MAC and the additions of biases in convolutions, "
            "and something for batch normalization and average pooling. Receptive field: rows × columns of the picture that one output pixel "
            "depends on, padding included; all: the whole map below and what it sees; ?: not known."
        ]
        if unknown := sorted({row.type for row in self.rows if row.macs is None}):
            notes.append(f"The MAC of {', '.join(unknown)} are not known and not in the total.")
        if self.never_called:
            layers = ", ".join(f"{row.name} ({row.type})" for row in self.never_called)
            notes.append(f"Never called, and not in the table: {layers}, with {self.unused:,} trainable parameters.")
        return notes


def _html_row(cells):
    """A row of the table; the layer's name is its head."""
    return "<tr>" + "".join(_html_cell(cell, column, "" if column else "row") for column, cell in enumerate(cells)) + "</tr>"


def _html_cell(text, column, scope):
    """A cell; scope: "row" or "col" where the cell is the head of one."""
    opened, closed = (f'th scope="{scope}"', "th") if scope else ("td", "td")
    return f'<{opened} style="text-align: {"left" if column < WORDS else "right"}">{html.escape(text)}</{closed}>'


def count(net, input_shape):
    """Parameters, operations and receptive field of every layer of a network, found by running it once on zeros.

    net: any paddle.nn.Layer; it stays as it is (mode, hooks, buffers, gradients).
    input_shape: [N, C, H, W]. Whatever N, ONE picture is run, and all counts are for one picture.
    Returns Counts. A layer that is called twice has two rows; its parameters stand in the first.
    Raises ValueError where net is no layer, input_shape is not four whole numbers, or a layer refuses what it gets; the message names the layer.

    Only layers are counted: a convolution called as a function costs nothing here, as in paddle.flops.
    The receptive field follows the computation backwards, so networks may branch. It is exact unless a forward cuts the path
    (detach, NumPy) or joins maps side by side instead of by channels; after an operation that is not known it is "?".
    paddle_flops agrees with paddle.flops, except that the latter counts a layer double that stands in two blocks at once.
    """
    shape = _picture_shape(net, input_shape)
    names = {id(layer): name or "net" for name, layer in net.named_sublayers(include_self=True)}
    dtypes = [parameter.dtype for parameter in net.parameters() if parameter.is_floating_point()]
    fields, rows, running, called, held = _Fields(), [], [], set(), set()

    def enter(layer, arguments, named):
        x = _first_tensor([*arguments, *named.values()])
        running.append((layer, _shape(x), fields.of(x)))
        if isinstance(layer, nn.Conv2D) and not _fits(layer, _shape(x)):
            raise ValueError("the kernel is larger than the padded picture")  # Paddle goes on and writes over memory that is not its own

    def leave(layer, _, outputs):
        y = _first_tensor(outputs if isinstance(outputs, (list, tuple)) else [outputs])
        _, shape_in, field_in = running.pop()
        shape_out = _shape(y)
        if type(layer) in MOVING:  # a subclass may do something else
            fields.set(y, _through(layer, field_in, shape_in, shape_out))
        called.add(id(layer))
        if _is_leaf(layer) or _own(layer):
            operations = _macs(layer, shape_in, shape_out), _paddle_flops(layer, shape_in, shape_out)
            rows.append(Row(names[id(layer)], type(layer).__name__, shape_out, *_numbers(layer, held), *operations, _shown(fields.of(y))))

    with _watched(net, enter, leave):
        leaf = paddle.zeros(shape, dtypes[0] if dtypes else None)
        leaf.stop_gradient = False
        picture = leaf.clone()  # has a step of its own, which a leaf would share with parameters
        fields.set(picture, (Field(0, 0, 1), Field(0, 0, 1)))
        try:
            net(picture)
        except NotImplementedError:
            raise  # an exercise that is still open
        except (ValueError, RuntimeError) as error:
            layer, shape_in, _ = running[-1]
            what = f"layer {names[id(layer)]}, {type(layer).__name__}({layer.extra_repr()})"
            raise ValueError(f"the network does not take a picture of shape {shape}: {what}, refused its input of shape {shape_in}") from error

    rest = [layer for layer in net.sublayers(include_self=True) if id(layer) not in called]
    idle = [Row(names[id(layer)], type(layer).__name__, None, *_numbers(layer, held), 0, 0, ("?", "?")) for layer in rest]
    return Counts(shape, rows, [row for row in idle if row.parameters or row.not_trainable])


def _picture_shape(net, input_shape):
    """[1, C, H, W] as Python numbers; ValueError with a sentence where it cannot be that."""
    if not isinstance(net, nn.Layer):
        raise ValueError(f"this is {type(net).__name__}, not a network; hand over a paddle.nn.Layer")
    try:
        shape = [operator.index(side) for side in input_shape]
    except TypeError:
        shape = []
    if len(shape) != 4 or min(shape) < 1:
        raise ValueError(f"input_shape is {input_shape!r}; it must be four whole numbers above 0: [N, C, H, W]")
    return [1, *shape[1:]]


@contextlib.contextmanager
def _watched(net, enter, leave):
    """Inside, the network is in eval mode, tracks gradients, and calls enter before and leave after each layer; afterwards it is as before."""
    layers = net.sublayers(include_self=True)
    modes = [layer.training for layer in layers]
    buffers = [dict(layer._buffers) for layer in layers]
    # Running statistics may move even in eval mode, in a layer that someone wrote; other frozen weights are too large to copy.
    statistics = [parameter for parameter in net.parameters() if parameter.stop_gradient and parameter.ndim < 2]
    moving = statistics + [buffer for buffer in net.buffers() if buffer._is_initialized()]
    values = [tensor.detach().clone() for tensor in moving]
    hooks = []
    try:
        for layer in layers:
            layer.training = False
            hooks += [layer.register_forward_pre_hook(enter, with_kwargs=True), layer.register_forward_post_hook(leave)]
        with paddle.enable_grad():
            yield
    finally:
        for hook in hooks:
            hook.remove()
        for layer, training, held in zip(layers, modes, buffers, strict=True):
            layer.training = training
            layer._buffers.clear()
            layer._buffers.update(held)
        for tensor, value in zip(moving, values, strict=True):
            tensor.set_value(value)


def _fits(layer, shape):
    """Whether the kernel of a Conv2D fits into a picture of this shape with its padding."""
    if shape is None or layer._padding_algorithm == "SAME" or len(shape) != 4 or layer._data_format != "NCHW":
        return True
    before = zeros_before(layer, shape[2:])
    numbers = [] if isinstance(layer._padding, str) else list(np.ravel(layer._padding))[-4:]
    after = numbers[1::2] if len(numbers) == 4 else before
    return all(n + p + q > (k - 1) * d for n, p, q, (k, _, d) in zip(shape[2:], before, after, kernel_sizes(layer), strict=True))


def _first_tensor(values):
    return next((value for value in values if isinstance(value, paddle.Tensor)), None)


def _shape(tensor):
    return None if tensor is None else [int(side) for side in tensor.shape]


def _is_leaf(layer):
    return not list(layer.children())


def _own(layer):
    """Parameters and buffers that belong to this layer itself; a buffer may still be empty, as in LSTM."""
    buffers = [buffer for buffer in layer.buffers(include_sublayers=False) if buffer._is_initialized()]
    return [*layer.parameters(include_sublayers=False), *buffers]


def _numbers(layer, held):
    """How many numbers the layer itself holds: (learned, not learned). Those in the set `held` are left out, and are put into it."""
    counts = [0, 0]
    for tensor in _own(layer):
        if id(tensor) not in held:
            held.add(id(tensor))
            counts[bool(tensor.stop_gradient)] += math.prod(tensor.shape)
    return counts


def _macs(layer, shape_in, shape_out):
    """Multiply-accumulates of one call. Products with zeros of the padding count; the bias does not. None where it is not known."""
    if isinstance(layer, CONVOLUTIONS):
        return math.prod(shape_out) * math.prod(layer.weight.shape[1:])  # each output: all weights of its filter
    if isinstance(layer, TRANSPOSED):
        return math.prod(shape_in) * math.prod(layer.weight.shape[1:])  # each input: all weights of its channel
    if isinstance(layer, nn.Linear):
        return math.prod(shape_out) * layer.weight.shape[0]
    scales_only = all(tensor.ndim < 2 for tensor in _own(layer))  # one number for each channel, as in batch normalization
    return 0 if scales_only else None


def _paddle_flops(layer, shape_in, shape_out):
    """What paddle.flops counts for one call (paddle.hapi.dynamic_flops, 3.3.1): by class, so that it knows no subclass."""
    kind = type(layer)
    if not _is_leaf(layer) or shape_in is None or shape_out is None:
        return 0
    if kind in CONVOLUTIONS + TRANSPOSED:
        products = shape_in[1] / layer._groups * math.prod(layer.weight.shape[2:])
        return int(math.prod(shape_out) * (products + (layer.bias is not None)))
    if kind is nn.Linear:
        return math.prod(shape_out) * layer.weight.shape[0]
    if kind in (nn.BatchNorm2D, nn.BatchNorm):
        return 2 * math.prod(shape_in)
    if kind is nn.LeakyReLU:
        return math.prod(shape_in)
    if kind in AVERAGE_POOLINGS:
        return math.prod(shape_out)
    if kind in ADAPTIVE_AVERAGES:
        window = math.prod(n_in // n_out for n_in, n_out in zip(shape_in[2:], shape_out[2:], strict=True))
        return (window + 1) * math.prod(shape_out)
    return 0


class Field(NamedTuple):
    """What output pixel number i sees along one side: pixels first + i·jump to last + i·jump of the picture; jump None: i is no place any more."""

    first: float
    last: float
    jump: int | None


WHOLE = Field(-math.inf, math.inf, 1)
UNKNOWN = (None, None)  # for rows and columns


class _Fields:
    """The receptive fields of the tensors of one forward pass, found by walking back along the steps that Paddle keeps for gradients."""

    def __init__(self):
        self.known = {}  # address of a step: its fields for rows and columns; None where it does not depend on the picture
        self.kept = []  # the steps themselves, so that no address is used a second time

    def set(self, tensor, fields):
        if tensor.grad_fn is not None:
            self.kept.append(tensor.grad_fn)
            self.known[tensor.grad_fn.node_ptr()] = fields

    def of(self, tensor):
        """Fields of a tensor for rows and columns, UNKNOWN where the path to the picture is lost."""
        if tensor is None or tensor.grad_fn is None:
            return UNKNOWN
        self.kept.append(tensor.grad_fn)
        return self._walk(tensor.grad_fn) or UNKNOWN

    def _walk(self, step):
        address = step.node_ptr()
        if address not in self.known:
            branches = [fields for before in step.next_functions if before is not None and (fields := self._walk(before))]
            name = step.name().split("GradNode")[0]
            name = name[:1].upper() + name[1:]  # activations that Paddle appends to a layer are called relu, not Relu
            self.known[address] = _merged(name, branches) if branches else None
        return self.known[address]


def _merged(step, branches):
    """Fields after a step, from the fields of its inputs."""
    rows, columns = (_union(fields) for fields in zip(*branches, strict=True))
    if (rows, columns) == (WHOLE, WHOLE) or step in POINTWISE_STEPS:
        return rows, columns
    if step in RESHAPING_STEPS:
        return tuple(field if field in (None, WHOLE) else field._replace(jump=None) for field in (rows, columns))
    return UNKNOWN


def _union(fields):
    """The field of a pixel that depends on all of these."""
    if WHOLE in fields:
        return WHOLE
    if None in fields or len({field.jump for field in fields}) > 1:
        return None
    if fields[0].jump is None and len(set(fields)) > 1:
        return None  # numbers in a line have no common place
    return Field(min(field.first for field in fields), max(field.last for field in fields), fields[0].jump)


def _through(layer, fields, shape_in, shape_out):
    """Fields after a layer of MOVING, for rows and columns.

    A kernel widens the field by (k - 1)·dilation·jump, and its stride multiplies the jump:
    Araujo, Norris and Sim, Computing receptive fields of convolutional neural networks, Distill 2019.
    """
    if isinstance(layer, nn.LocalResponseNorm):
        return fields
    if isinstance(layer, nn.Linear):
        sees_all = None not in fields and math.prod(shape_in) == shape_in[-1]
        return (WHOLE, WHOLE) if sees_all or fields == (WHOLE, WHOLE) else UNKNOWN
    if getattr(layer, "_data_format", getattr(layer, "data_format", "NCHW")) != "NCHW":
        return UNKNOWN
    if isinstance(layer, (nn.AdaptiveAvgPool2D, nn.AdaptiveMaxPool2D)):
        return tuple(_adapted(*side) for side in zip(fields, shape_in[2:], shape_out[2:], strict=True))
    return tuple(_widened(field, *sizes, before) for field, sizes, before in zip(fields, kernel_sizes(layer), zeros_before(layer, shape_in[2:]), strict=True))


def _adapted(field, n_in, n_out):
    """The field after an adaptive pooling of n_in rows or columns to n_out."""
    if n_out == 1:
        return field and WHOLE
    return _widened(field, n_in // n_out, n_in // n_out, 1, 0) if n_in % n_out == 0 else None  # else its windows differ


def _widened(field, k, stride, dilation, before):
    """The field after a kernel of k with `before` zeros in front; None where it is not known."""
    if field in (None, WHOLE):
        return field
    if field.jump is None:
        return None
    return Field(field.first - before * field.jump, field.last + ((k - 1) * dilation - before) * field.jump, field.jump * stride)


def _shown(fields):
    """Fields as rows show them: pixels, "all" or "?"."""
    return tuple("?" if field is None else "all" if field == WHOLE else field.last - field.first + 1 for field in fields)
