"""What the usual mistakes in pooling lead to: {mistake in words: the wrong result}. See course/mistakes.py."""

import numpy as np


def pool2d(x, kernel, stride=None, padding=0, mode="max"):
    """Usual mistakes in pooling x [N, C, H, W]; the arguments are those of exercise 4.1."""
    x = np.asarray(x, dtype=float)
    k, p = _pair(kernel), _pair(padding)
    s = k if stride is None else _pair(stride)
    other = "average" if mode == "max" else "max"
    together = lambda axes: (x.max if mode == "max" else x.mean)(axis=axes, keepdims=True)  # noqa: E731
    known = {
        "Height and width are swapped, in the window and in the stride. Square windows do not show it.": _pool(x, k[::-1], s[::-1], p, mode),
        "The window's height and width are swapped: the first number of a pair is rows.": _pool(x, k[::-1], s, p, mode),
        "The stride's two numbers are swapped: the first one moves down, the second to the right.": _pool(x, k, s[::-1], p, mode),
        "The padding's two numbers are swapped: the first one is above and below.": _pool(x, k, s, p[::-1], mode),
        "The window is square here; it may have k_h rows and k_w columns.": _pool(x, (k[0], k[0]), s, p, mode),
        "The stride is ignored: the window moves by its own size.": _pool(x, k, k, p, mode),
        "The window moves by one pixel; it moves by the stride, and without one by its own size.": _pool(x, k, (1, 1), p, mode),
        "One stride is used for both directions; a pair has one for each.": _pool(x, k, (s[0], s[0]), p, mode),
        "The padding is ignored.": _pool(x, k, s, (0, 0), mode),
        "The padding stands below and on the right only; half of it belongs above and on the left.": _pool(np.pad(x, [(0, 0), (0, 0), *((0, 2 * size) for size in p)], constant_values=np.nan), k, s, (0, 0), mode),
        "The output is transposed: rows come first.": _pool(x, k, s, p, mode).swapaxes(-1, -2),
        "The last row and column of windows are missing: there are (H + 2p - k) // s + 1 rows.": _pool(x, k, s, p, mode)[..., :-1, :-1],
        f"This is the {other}, not the {'maximum' if mode == 'max' else 'average'}.": _pool(x, k, s, p, other),
        "Values of all channels are pooled together; each channel is pooled by itself.": _pool(np.broadcast_to(together(1), x.shape), k, s, p, mode),
        "The whole batch is pooled together; each channel of each picture is pooled by itself.": _pool(np.broadcast_to(together((0, 1)), x.shape), k, s, p, mode),
        "Only the first picture of the batch is pooled, and copied for the others.": _pool(np.broadcast_to(x[:1], x.shape), k, s, p, mode),
        "Only the first channel is pooled, and copied for the others.": _pool(np.broadcast_to(x[:, :1], x.shape), k, s, p, mode),
        "Every output is 0: the array is made, but never filled.": 0 * _pool(x, k, s, p, mode),
        "Fractions are cut off: the output took the picture's whole-number type.": np.trunc(_pool(x, k, s, p, mode)),
        "The size of the output is rounded up; a window that would leave the padded picture is not used.": _rounded_up(x, k, s, p, mode),
    }
    if mode == "max":
        zeros = _pool(x, k, s, p, "max", 0.0)
        return {
            "The padding is 0, and 0 beats negative pixels. Pad with minus infinity for a maximum.": zeros,
            "The padding is a finite number, which some pixels are below; pad with -np.inf.": _pool(x, k, s, p, "max", -999.0),
            "The search for the maximum starts at 0, so negative windows give 0.": _pool(x, k, s, p, "max").clip(0),
            "This is the minimum of the window, or its first number.": -_pool(-x, k, s, p, "max"),
            "This is the largest absolute value; a maximum keeps signs.": _pool(np.abs(x), k, s, p, "max"),
        } | known
    return {
        "The zeros of the padding are counted: divide by the number of pixels, not by the window's size.": _pool(x, k, s, p, "average", 0.0),
        "Pixels that are 0 are left out as if they were padding; they count in the mean.": _without_zeros(x, k, s, p),
        "This is the sum of the window; divide by the number of pixels in it.": _pool(np.pad(x, [(0, 0), (0, 0), *zip(p, p)]), k, s, (0, 0), "average") * k[0] * k[1],
        "The border is repeated into the padding; leave padding out of the mean.": _pool(np.pad(x, [(0, 0), (0, 0), *zip(p, p)], mode="edge"), k, s, (0, 0), mode),
    } | known


def _pair(value):
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def _pool(x, kernel, stride, padding, mode, fill=np.nan):
    """Pooling with the padding filled; NaN is left out. An empty array where the window does not fit."""
    padded = np.pad(x, [(0, 0), (0, 0), *zip(padding, padding)], constant_values=fill)
    if padded.shape[2] < kernel[0] or padded.shape[3] < kernel[1]:
        return np.zeros((0, 0))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(2, 3))[:, :, :: stride[0], :: stride[1]]
    inside = ~np.isnan(windows)
    if mode == "max":
        return np.where(inside, windows, -np.inf).max((4, 5))
    return np.where(inside, windows, 0).sum((4, 5)) / inside.sum((4, 5)).clip(1)


def _rounded_up(x, kernel, stride, padding, mode):
    """As with Paddle's ceil_mode: windows may stick out below and on the right."""
    more = [-(size + 2 * p - k) % s for size, k, s, p in zip(x.shape[2:], kernel, stride, padding)]
    pads = [(0, 0), (0, 0), *((p, p + extra) for p, extra in zip(padding, more))]
    return _pool(np.pad(x, pads, constant_values=np.nan), kernel, stride, (0, 0), mode)


def _without_zeros(x, kernel, stride, padding):
    """Averages in which only the numbers other than 0 are counted."""
    return np.nan_to_num(_pool(np.where(x == 0, np.nan, x), kernel, stride, padding, "average"))


def blur_pool2d(x):
    """Usual mistakes in the blurred max pooling of x [N, C, H, W], exercise 4.9."""
    x = np.asarray(x, dtype=float)
    weights = np.outer([1, 2, 1], [1, 2, 1]) / 16
    dense = _pool(x, (2, 2), (1, 1), (0, 0), "max")
    tiles = _pool(x, (2, 2), (2, 2), (0, 0), "max")
    border = [(0, 0), (0, 0), (1, 1), (1, 1)]
    edge, zeros, reflected = (np.pad(dense, border, mode=mode) for mode in ("edge", "constant", "reflect"))
    return {
        "This is plain 2×2 max pooling, without the blur.": tiles,
        "The maximum is taken with stride 2; step by one pixel first, and skip only after the blur.": _blurred(np.pad(tiles, border, mode="edge"), weights, 1),
        "The border is padded with zeros, which darkens it; repeat the border instead.": _blurred(zeros, weights, 2),
        "The border is mirrored; repeat the outermost row and column instead.": _blurred(reflected, weights, 2),
        "The weights are not divided by 16: they must add up to 1.": _blurred(edge, 16 * weights, 2),
        "This is a plain 3×3 mean; the weights are 1 2 1, 2 4 2, 1 2 1, divided by 16.": _blurred(edge, np.full((3, 3), 1 / 9), 2),
        "The picture is blurred before the maximum, or padded before it; take the maximum first.": _pool(_blurred(np.pad(x, border, mode="edge"), weights, 1), (2, 2), (2, 2), (0, 0), "max"),
        "The picture is padded before the maximum; pad what the maximum leaves.": _blurred(_pool(np.pad(x, border, mode="edge"), (2, 2), (1, 1), (0, 0), "max"), weights, 2),
        "The mean of the 2×2 windows is taken, not their maximum.": _blurred(np.pad(_pool(x, (2, 2), (1, 1), (0, 0), "average"), border, mode="edge"), weights, 2),
        "The maximum is missing: this only blurs.": _blurred(np.pad(x, border, mode="edge"), weights, 2),
        "The rows are blurred, the columns are not.": _blurred(edge, np.outer([0, 1, 0], [1, 2, 1]) / 4, 2),
        "The columns are blurred, the rows are not.": _blurred(edge, np.outer([1, 2, 1], [0, 1, 0]) / 4, 2),
        "Every second output is kept, but beginning with the wrong one: keep number 0, 2, 4, …": _blurred(edge, weights, 1)[..., 1::2, 1::2],
        "No output is skipped: the stride of the blur is 2.": _blurred(edge, weights, 1),
        "The blur is used without padding.": _blurred(dense, weights, 2),
    }


def _blurred(x, weights, stride):
    """Every channel of x [N, C, H, W] under the 3×3 weights, without padding; an empty array where they do not fit."""
    if min(x.shape[2:]) < 3:
        return np.zeros((0, 0))
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(2, 3))[:, :, ::stride, ::stride]
    return (windows * weights).sum((4, 5))
