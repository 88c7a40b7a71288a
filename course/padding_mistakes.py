"""What the usual mistakes in padding and striding lead to: {mistake in words: the wrong result}; see course.mistakes."""

import math

import numpy as np


def four(padding):
    """Padding as (top, bottom, left, right), given as a number, a pair (p_h, p_w) or these four."""
    numbers = tuple(int(number) for number in np.ravel(padding))
    return numbers * 4 if len(numbers) == 1 else (numbers[0], numbers[0], numbers[1], numbers[1]) if len(numbers) == 2 else numbers


def padded(x, padding, value=0.0):
    """Picture x [H, W] with a frame around it."""
    top, bottom, left, right = four(padding)
    return np.pad(np.asarray(x, dtype=float), ((top, bottom), (left, right)), constant_values=value)


def padding(x, padding, value=0.0):
    """Usual mistakes in padding picture x [H, W]."""
    x = np.asarray(x, dtype=float)
    top, bottom, left, right = four(padding)
    wrong = {}
    if np.size(padding) == 2:
        wrong["A pair is (rows, columns), each for two sides; this takes it for (before, after)."] = padded(x, (top, left, top, left), value)
    elif np.size(padding) == 4:
        wrong |= {
            "Four numbers are read as top, left, bottom, right; their order is top, bottom, left, right.": padded(x, (top, left, bottom, right), value),
            "Four numbers are read as top, right, bottom, left; their order is top, bottom, left, right.": padded(x, (top, left, right, bottom), value),
        }
    wrong |= {
        "Top and bottom are swapped.": padded(x, (bottom, top, left, right), value),
        "Left and right are swapped.": padded(x, (top, bottom, right, left), value),
        "Rows and columns are swapped: top and bottom come first, then left and right.": padded(x, (left, right, top, bottom), value),
        "Top and bottom, and left and right, are swapped.": padded(x, (bottom, top, right, left), value),
        "The frame is twice as wide as asked.": padded(x, (2 * top, 2 * bottom, 2 * left, 2 * right), value),
        "The frame is on the top and left only; pad all four sides.": padded(x, (top, 0, left, 0), value),
        "The padding is split between two sides, or stands on one of them; it counts for each of the four.": padded(
            x, (top // 2, top - top // 2, left // 2, left - left // 2), value
        ),
        "The frame is on the bottom and right only; pad all four sides.": padded(x, (0, bottom, 0, right), value),
        "Only the first number is used, for all four sides.": padded(x, top, value),
        "Only the columns are padded.": padded(x, (0, 0, left, right), value),
        "Only the rows are padded.": padded(x, (top, bottom, 0, 0), value),
        "The picture stands in the top left corner of the frame.": padded(x, (0, top + bottom, 0, left + right), value),
        "The picture comes back as it was, without a frame.": x,
        "The frame is there, but the picture inside is gone.": np.full_like(padded(x, padding), value),
    }
    if value:
        zeros = padded(x, padding)
        wrong |= {
            "The value is ignored: the frame is 0.": zeros,
            "Only the rows above and below hold the value; the frame's columns do, too.": padded(
                padded(x, (top, bottom, 0, 0), value), (0, 0, left, right)
            ),
            "The columns of the frame are 0 beside the picture; they hold the value, too.": np.where(
                padded(np.ones((x.shape[0], x.shape[1] + left + right)), (top, bottom, 0, 0)), zeros, value
            ),
            "The value is added to the whole picture, not only to the frame.": zeros + value,
            "The value is cut to a whole number: the frame took the picture's whole-number type.": padded(x, padding, int(value)),
        }
    elif min(top, bottom, left, right) >= 0 and max(top, bottom) < x.shape[0] and max(left, right) < x.shape[1]:
        sides = ((top, bottom), (left, right))
        wrong |= {
            "The border's pixels are repeated; fill the frame with the value.": np.pad(x, sides, mode="edge"),
            "The picture is mirrored at the border; fill the frame with the value.": np.pad(x, sides, mode="reflect"),
            "The picture is continued from its other side; fill the frame with the value.": np.pad(x, sides, mode="wrap"),
        }
    return wrong


def size(n, k, stride=1, padding=0, dilation=1):
    """Usual mistakes in the number of outputs. padding: a number for each side, or a pair (before, after)."""
    before, after = padding if isinstance(padding, (list, tuple)) else (padding, padding)
    reach = dilation * (k - 1) + 1
    room = n + before + after - reach
    wrong = {
        "The division is not rounded down: the kernel makes no half steps.": room / stride + 1,
        "n and k are divided by the stride one by one; subtract first, then divide and round down once.": (
            (n + before + after) // stride - reach // stride + 1
        ),
    }
    if stride > 1:
        wrong |= {
            "The stride divides the picture alone; the kernel needs its room first.": (n + before + after) // stride,
            "The stride is ignored.": room + 1,
        }
    wrong |= {
        "This rounds up; a step over the border is not taken.": -(-room // stride) + 1,
        "This rounds to the nearest number; round down, always.": math.floor(room / stride + 0.5) + 1,
        "The 1 for the first position is missing.": room // stride,
        "The + 1 belongs behind the division: the first position costs no step.": (room + 1) // stride,
        "The rounding comes too early: subtract the kernel before you divide.": (n + before + after) // stride - reach + 1,
        "The padding is subtracted; it adds pixels.": (n - before - after - reach) // stride + 1,
    }
    if round(room / stride) != math.floor(room / stride + 0.5):
        wrong["This rounds to the nearest number, a half to the even one as Python's round does; round down, always."] = round(room / stride) + 1
    if stride == 1:
        wrong["One too many: count the steps, and 1 for the start."] = room + 2
    wrong["Between k weights there are k − 1 gaps of dilation − 1 pixels; with dilation 1 there are none."] = (room - k + 1) // stride + 1
    if before or after:
        wrong |= {
            "The padding is ignored.": (n - reach) // stride + 1,
            "The padding counts on one side only; it is on both.": (n + before - reach) // stride + 1,
            "The padding counts twice for each side.": (n + 2 * (before + after) - reach) // stride + 1,
        }
    if before != after:
        wrong |= {
            "The first of the two paddings is used for both sides.": (n + 2 * before - reach) // stride + 1,
            "The second of the two paddings is used for both sides.": (n + 2 * after - reach) // stride + 1,
        }
    if dilation > 1:
        for name, other in {"dilation · k": dilation * k, "k + dilation": k + dilation, "k + dilation − 1": k + dilation - 1}.items():
            wrong[f"The kernel reaches over dilation · (k − 1) + 1 pixels, not {name}."] = (n + before + after - other) // stride + 1
        wrong |= {
            "The dilation is ignored.": (n + before + after - k) // stride + 1,
            "The kernel reaches over dilation · (k − 1) + 1 pixels, one more than dilation · (k − 1).": (room + 1) // stride + 1,
        }
    return told_apart(room // stride + 1, wrong)


def strided(x, w, bias=0.0, stride=1, padding=0):
    """The convolution of picture x [H, W] and kernel w [k_h, k_w] and a list of the usual mistakes: (y, mistakes)."""
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    s_h, s_w = (stride, stride) if np.ndim(stride) == 0 else stride
    top, bottom, left, right = four(padding)

    def convolved(x=x, w=w, padding=padding, steps=(s_h, s_w), start=(0, 0)):
        frame = padded(x, padding)[start[0] :, start[1] :]
        if frame.shape[0] < w.shape[0] or frame.shape[1] < w.shape[1]:
            return np.zeros((0, 0))
        windows = np.lib.stride_tricks.sliding_window_view(frame, w.shape)[:: steps[0], :: steps[1]]
        return (windows * w).sum(axis=(2, 3))

    y = convolved()
    without = [max((n - k) // s + 1, 0) for n, k, s in zip(x.shape, w.shape, (s_h, s_w))]
    strides = {
        "The output's size is that of the picture without its padding.": y[: without[0], : without[1]],
        "The stride is ignored.": convolved(steps=(1, 1)),
        "The strides of rows and columns are swapped: the first is for rows.": convolved(steps=(s_w, s_h)),
        "The stride of the rows is used for the columns, too.": convolved(steps=(s_h, s_h)),
        "The stride of the columns is used for the rows, too.": convolved(steps=(s_w, s_w)),
        "Only the rows are strided.": convolved(steps=(s_h, 1)),
        "Only the columns are strided.": convolved(steps=(1, s_w)),
        "The kernel moves by its own size, not by the stride.": convolved(steps=w.shape),
        "The output has the right size, but its windows are still next to each other: start them at i·stride and j·stride.": (
            convolved(steps=(1, 1))[: y.shape[0], : y.shape[1]]
        ),
        "The picture is thinned out before the convolution; the windows must start at every stride-th pixel, but hold all of theirs.": (
            _thinned(x, w, (s_h, s_w), padding)
        ),
        "The first window is skipped: position 0 counts.": convolved(start=(s_h - 1, s_w - 1)),
        "There is one output too few: the last position that fits counts, too.": y[:-1, :-1],
        "One output too few along rows or columns is left at 0: the last position that fits counts, too.": np.pad(y[:-1, :-1], (0, 1)),
    }
    paddings = {
        "The padding is ignored.": convolved(padding=0),
        "The paddings of rows and columns are swapped.": convolved(padding=(left, right, top, bottom)),
        "Top and bottom, and left and right, are swapped.": convolved(padding=(bottom, top, right, left)),
        "The padding is on one side only.": convolved(padding=(top, 0, left, 0)),
        "All the padding stands below and to the right; the picture has to be inside it.": convolved(padding=(0, top + bottom, 0, left + right)),
        "The number of positions is rounded up; a step over the border is not taken.": convolved(
            padding=(top, bottom + s_h - 1, left, right + s_w - 1)
        ),
        "The frame repeats the picture's border; it must be 0.": _with_frame(convolved, x, padding, "edge"),
        "Only the first padding is used, for all sides.": convolved(padding=top),
    }
    others = {
        "The kernel is turned by 180°: that is true convolution.": convolved(w=w[::-1, ::-1]),
        "The kernel is transposed.": convolved(w=w.T),
        "The output is transposed: rows come first.": y.T,
        "The products are averaged; they must be added.": y / w.size,
        "Every output is 0: the array is made, but never filled.": 0 * y,
        "The sum goes on from window to window; begin each at 0.": y.cumsum().reshape(y.shape),
        "The kernel need not be square: k_h, k_w = w.shape.": convolved(w=w[:, :1] * w.sum()),
        "The picture need not be square; its rows were counted for its columns as well.": (
            y[:, : max((x.shape[0] + top + bottom - w.shape[1]) // s_w + 1, 0)]
        ),
    }
    wrong = {mistake: value + bias for mistake, value in (strides | paddings | others).items()}
    if bias:
        frame_of_bias = padded(np.zeros_like(x), padding, 1.0) * bias
        wrong |= {
            "The bias is ignored.": y,
            "The bias is subtracted; add it.": y - bias,
            "The bias is added once for each product; add it once for each output.": y + bias * w.size,
            "The bias is added twice.": y + 2 * bias,
            "The bias is added to the picture before it is padded.": convolved(x=x + bias),
            "The frame is filled with the bias; it must be 0.": convolved(x=padded(x, padding) + frame_of_bias, padding=0) + bias,
            "The bias is cut to a whole number.": y + int(bias),
        }
    wrong["Negative outputs are set to 0; keep them."] = (y + bias).clip(0)
    return y + bias, wrong


def _thinned(x, w, steps, padding):
    """The convolution of the padded picture after all but every stride-th row and column were dropped."""
    thin = padded(x, padding)[:: steps[0], :: steps[1]]
    if thin.shape[0] < w.shape[0] or thin.shape[1] < w.shape[1]:
        return np.zeros((0, 0))
    return (np.lib.stride_tricks.sliding_window_view(thin, w.shape) * w).sum(axis=(2, 3))


def _with_frame(convolved, x, padding, mode):
    top, bottom, left, right = four(padding)
    return convolved(x=np.pad(x, ((top, bottom), (left, right)), mode=mode), padding=0)


def same(n, k, stride=1, dilation=1):
    """The right padding (before, after) for ceil(n / stride) outputs, and the usual mistakes: ([before, after], mistakes)."""
    reach = dilation * (k - 1) + 1
    outputs = -(-n // stride)
    missing = (outputs - 1) * stride + reach - n
    total = max(missing, 0)
    right = [total // 2, total - total // 2]

    def split(total):
        return [total // 2, total - total // 2]

    wrong = {
        "This is the padding for stride 1; larger steps leave other zeros unread.": split(reach - 1),
        "The odd zero belongs to the end, not to the start.": right[::-1],
        "Both sides get the larger half; that is one zero too many.": [right[1], right[1]],
        "Both sides get the smaller half; one zero is missing.": [right[0], right[0]],
        "These are all zeros together, at one end; split them.": [0, total],
        "Each side gets the zeros of both sides together.": [total, total],
        "The output is to have ceil(n / stride) pixels: a last, incomplete step still needs an output.": split(
            max((n // stride - 1) * stride + reach - n, 0)
        ),
        "This keeps all n pixels in the output; ceil(n / stride) are asked for.": split((n - 1) * stride + reach - n),
        "The padding became negative: where nothing is missing there is none.": split(missing),
        "The zeros came out negative and lost their sign: where nothing is missing there are none.": split(abs(missing)),
        "k − stride zeros are missing only where the stride divides n.": split(max(reach - stride, 0)),
        "Of m windows the last one starts at (m − 1) · stride, not at m · stride.": split(max(missing + stride, 0)),
        "One zero is missing: a window of k pixels that starts at pixel a ends at pixel a + k − 1.": split(max(missing - 1, 0)),
        "n // stride + 1 is one too many where the stride divides n; round up instead.": split(max(n // stride * stride + reach - n, 0)),
    }
    if dilation > 1:
        wrong |= {
            "The dilation is ignored; the kernel reaches over dilation · (k − 1) + 1 pixels.": split(max((outputs - 1) * stride + k - n, 0)),
            "The kernel reaches over dilation · (k − 1) + 1 pixels, not dilation · k.": split(max((outputs - 1) * stride + dilation * k - n, 0)),
        }
    return right, told_apart(right, wrong)


def field(layers):
    """The receptive field of layers (k, stride) or (k, stride, dilation), and the usual mistakes: (number, mistakes)."""
    layers = [(k, stride, *(rest or (1,))) for k, stride, *rest in layers]
    gains = [dilation * (k - 1) for k, _, dilation in layers]
    jumps = [math.prod(stride for _, stride, _ in layers[:i]) for i in range(len(layers))]
    own_jumps = [jump * stride for jump, (_, stride, _) in zip(jumps, layers)]

    def total(gains, jumps, start=1):
        return start + sum(gain * jump for gain, jump in zip(gains, jumps))

    right = total(gains, jumps)
    from_the_top, touched = 1, {0}
    for k, stride, dilation in reversed(layers):
        from_the_top = from_the_top * stride + dilation * (k - 1)
        touched = {stride * pixel + dilation * tap for pixel in touched for tap in range(k)}
    above = [math.prod(stride for _, stride, _ in layers[i + 1 :]) for i in range(len(layers))]
    wrong = {
        "The output pixel itself is forgotten: begin with 1.": right - 1,
        "A layer's own stride does not widen what it sees; the strides of the layers below it do.": total(gains, own_jumps),
        "From the output downwards, r pixels reach over (r − 1) · stride + k pixels of the layer below, not over r · stride + k − 1.": from_the_top,
        "The pixels in the gaps count, too: the answer reaches from the first pixel to the last.": len(touched),
        "The strides are ignored.": total(gains, [1] * len(layers)),
        "The strides multiply; they do not add up.": total(
            gains, [1 + sum(stride - 1 for _, stride, _ in layers[:i]) for i in range(len(layers))]
        ),
        "Only the stride of the layer just below is used; multiply those of all layers below.": total(gains, [1, *(stride for _, stride, _ in layers[:-1])]),
        "The layers are read from the wrong end: the first is the one next to the picture.": total(gains, above),
        "Kernel sizes do not add up: neighbouring windows share pixels, so a layer adds k − 1.": sum(d * (k - 1) + 1 for k, _, d in layers),
        "Kernel sizes do not multiply: neighbouring windows share pixels.": math.prod(k for k, _, _ in layers),
        "Each layer adds k − 1 times the product of the strides below it, not k.": total([gain + 1 for gain in gains], jumps),
        "Only the last layer is counted.": gains[-1] + 1 if layers else 0,
        "Only the first layer is counted.": gains[0] + 1 if layers else 0,
        "This counts the pixels of the square; the answer is its side.": right**2,
        "Weights with dilation d stand d pixels apart, not d + 1.": total([(d + (d > 1)) * (k - 1) for k, _, d in layers], jumps),
        "The dilation is ignored.": total([k - 1 for k, _, _ in layers], jumps),
        "A dilated kernel reaches over dilation · (k − 1) + 1 pixels, not dilation · k.": total([d * k - 1 for k, _, d in layers], jumps),
        "A dilation is no stride: it does not widen the layers above.": total(
            gains, [math.prod(s * d for _, s, d in layers[:i]) for i in range(len(layers))]
        ),
    }
    return right, told_apart(right, wrong)


def chain(n, layers):
    """The sizes n, … through layers (k, stride, padding), and the usual mistakes: (list, mistakes)."""

    def through(rounded, handed_on=True):
        sizes, size = [n], n
        for k, stride, padding in layers:
            size = (size + 2 * padding - k) / stride + 1
            sizes.append(rounded(size))
            size = sizes[-1] if handed_on else size
        return sizes

    def chained(one_layer, layers=layers):
        sizes = [n]
        for k, stride, padding in layers:
            sizes.append(one_layer(sizes[-1], k, stride, padding))
        return sizes

    right = through(math.floor)
    wrong = {
        "Picture and kernel are divided by the stride one by one; subtract first, then divide and round down once.": chained(
            lambda n, k, s, p: (n + 2 * p) // s - k // s + 1
        ),
        "The rounding comes too early: subtract the kernel before you divide.": chained(lambda n, k, s, p: (n + 2 * p) // s - k + 1),
        "The padding counts on one side only; it is on both.": chained(lambda n, k, s, p: (n + p - k) // s + 1),
        "The padding is added after the division; it makes the picture larger before.": chained(lambda n, k, s, p: (n - k) // s + 2 * p + 1),
        "The padding is ignored.": chained(lambda n, k, s, p: (n - k) // s + 1),
        "The 1 for the first position is missing.": chained(lambda n, k, s, p: (n + 2 * p - k) // s),
        "The + 1 belongs behind the division: the first position costs no step.": chained(lambda n, k, s, p: (n + 2 * p - k + 1) // s),
        "Each layer starts from n again; it gets what the layer below gives.": [n, *((n + 2 * p - k) // s + 1 for k, s, p in layers)],
    }
    if len(layers) > 1:
        wrong["The layers are read from the wrong end: the first is the one next to the picture."] = chained(
            lambda n, k, s, p: (n + 2 * p - k) // s + 1, layers[::-1]
        )
        wrong["The fraction goes into the next layer; round down at each layer, and go on with what is left."] = through(round, handed_on=False)
    wrong |= {
        "This rounds to the nearest number; round down, always.": through(lambda size: math.floor(size + 0.5)),
        "This rounds up; a step over the border is not taken.": through(math.ceil),
        "The fractions are still there: the kernel makes no half steps.": through(float, handed_on=False),
        "The first number is missing: the list begins with n itself.": right[1:],
        "The whole list is asked for, not only the last size.": right[-1:],
    }
    if through(round) != through(lambda size: math.floor(size + 0.5)):
        wrong["This rounds to the nearest number, a half to the even one as Python's round does; round down, always."] = through(round)
    return right, told_apart(right, wrong)


def told_apart(right, wrong):
    """The mistakes that do not lead to the right value by chance; those that lead to the same value share a sentence."""
    together = []
    for mistake, value in wrong.items():
        if value != right:
            same_value = next((group for group in together if group[1] == value), None)
            if same_value is None:
                together.append(([mistake], value))
            elif len(same_value[0]) < 3:
                same_value[0].append(mistake)
    return {" Or: ".join(mistakes): value for mistakes, value in together}


def check_stack(case, stack, r, most_downsampling, most_layers, weights, mistakes=None):
    """Raise AssertionError with a diagnosis unless `stack` is a list of layers (k, stride) that keeps to the rules with `weights` weights.

    r: how many pixels it has to see; most_downsampling: the largest product of strides; most_layers: how many layers at most;
    weights: the fewest that are possible; mistakes: {what was probably done: the weights which that leads to}.
    """
    try:
        layers = [(int(k), int(stride)) for k, stride in stack]
    except (TypeError, ValueError):
        raise AssertionError(f"{case}:\n    expected a list of layers (k, stride), got {type(stack).__name__}: {repr(stack)[:60]}") from None
    problem = ""
    sees = 1 + sum((k - 1) * math.prod(stride for _, stride in layers[:i]) for i, (k, _) in enumerate(layers))
    downsampling, cost = math.prod(stride for _, stride in layers), sum(k * k for k, _ in layers)
    if any(k not in (3, 5, 7, 9, 11) for k, _ in layers):
        problem = "kernels may be 3, 5, 7, 9 or 11"
    elif any(stride not in (1, 2) for _, stride in layers):
        problem = "strides may be 1 or 2"
    elif len(layers) > most_layers:
        problem = f"these are {len(layers)} layers; at most {most_layers} may be used"
    elif downsampling > most_downsampling:
        problem = f"its strides multiply to {downsampling}; at most {most_downsampling} is allowed"
    elif sees < r:
        problem = f"one output sees {sees} pixels; it has to see {r}"
    elif cost > weights:
        likely = "".join(f"\n    Likely mistake: {mistake}" for mistake, value in (mistakes or {}).items() if value == cost)
        problem = f"it has {cost} weights and sees {sees} pixels; {weights} weights are enough{likely}"
    if problem:
        raise AssertionError(f"{case} gave {repr(layers)[:120]}:\n    {problem}")
