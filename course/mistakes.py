"""What the usual mistakes lead to, so that a test can say which one was made: {mistake in words: the wrong result}."""

import numpy as np
from scipy.signal import convolve2d, correlate2d


def convolution(x, w, bias=0.0):
    """Usual mistakes in convolving picture x [H, W] with kernel w [k_h, k_w], the right result being [H-k_h+1, W-k_w+1]."""
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    y = _correlate(x, w)
    mistakes = {
        "The kernel is turned by 180°: that is true convolution, exercise 1.4.": _correlate(x, w[::-1, ::-1]),
        "The kernel is transposed: w[u, v] belongs to the pixel u rows down and v columns right.": _correlate(x, w.T),
        "The kernel's rows are in reverse order.": _correlate(x, w[::-1]),
        "The kernel's columns are in reverse order.": _correlate(x, w[:, ::-1]),
        "The output is transposed: rows come first.": y.T,
        "Only the first value is computed: does `return` stand inside a loop, or do the loops stop early?": _only_first(y, 1),
        "Only the first row is computed: does `return` stand inside a loop?": _only_first(y, y.shape[1]),
        "The loops stop one position early: there are H - k_h + 1 rows and W - k_w + 1 columns.": y[:-1, :-1],
        "The loops stop one position early, so the last row and column stay 0.": np.pad(y[:-1, :-1], (0, 1)),
        "Only the first row is returned: does the `return` stand inside a loop?": y[:1],
        "The picture need not be square: it has x.shape[0] rows and x.shape[1] columns.": y[:, : max(len(x) - w.shape[1] + 1, 0)],
        "The kernel need not be square: k_h, k_w = w.shape.": _correlate(x, w[:, :1] * w.sum()),
        "The kernel need not be square; its columns were counted for its rows as well.": y.sum(axis=0, keepdims=True),
        "The kernel moves by one pixel, not by its own size.": y[:: w.shape[0], :: w.shape[1]],
        "The output has the picture's size; where the kernel would leave the picture there is none.": correlate2d(x, w, mode="same"),
        "The output is larger than the picture; the kernel must stay inside it.": correlate2d(x, w, mode="full"),
        "The products are averaged; they must be added.": y / w.size,
        "This is a matrix product (@); multiply weight by weight, with *.": _matrix_products(x, w),
        "Every output is 0: the array is made, but never filled.": 0 * y,
        "Signs are lost; a feature map may be negative.": np.abs(y),
        "Negative outputs are set to 0; keep them.": y.clip(0),
    }
    mistakes = {mistake: wrong + bias for mistake, wrong in mistakes.items()}
    if bias:
        mistakes |= {
            "The bias is ignored.": y,
            "The bias is subtracted; add it.": y - bias,
            "The bias is added once for each product; add it once for each output.": y + bias * w.size,
            "The bias is added to the picture before the kernel is applied.": _correlate(x + bias, w),
            "The bias is cut to a whole number.": y + int(bias),
            "The bias lost its sign.": y + abs(bias),
        }
    return mistakes


def _correlate(x, w):
    """The cross-correlation without padding; an empty array where the kernel does not fit."""
    return correlate2d(x, w, mode="valid") if w.shape[0] <= x.shape[0] and w.shape[1] <= x.shape[1] else np.zeros((0, 0))


def _only_first(y, count):
    """y with its first `count` values kept, row by row, and zeros after them."""
    return np.where(np.arange(y.size).reshape(y.shape) < count, y, 0.0)


def _matrix_products(x, w):
    """The sum of the matrix product of each window with the kernel; nothing where the kernel is not square."""
    if w.shape[0] != w.shape[1]:
        return np.zeros((0, 0))
    return (np.lib.stride_tricks.sliding_window_view(x, w.shape) @ w).sum((2, 3))


def true_convolution(x, w):
    """Usual mistakes in the mathematical convolution of picture x [H, W] with kernel w [k_h, k_w], without padding."""
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    y = _correlate(x, w)
    return {
        "The kernel is not turned: this is what conv2d gives.": y,
        "Only the rows are reversed; reverse the columns as well.": _correlate(x, w[::-1]),
        "Only the columns are reversed; reverse the rows as well.": _correlate(x, w[:, ::-1]),
        "The kernel is transposed; turning by 180° reverses rows and columns.": _correlate(x, w.T),
        "The kernel is transposed besides being turned.": _correlate(x, w.T[::-1, ::-1]),
        "The kernel is turned by 90°; turn it by 180°.": _correlate(x, np.rot90(w)),
        "The kernel is turned by 90° to the right; turn it by 180°.": _correlate(x, np.rot90(w, -1)),
        "The picture is turned instead of the kernel, so the output is turned by 180°.": _correlate(x[::-1, ::-1], w),
        "The output is turned, or picture and kernel both; turn the kernel alone.": y[::-1, ::-1],
        "The output has the picture's size: the kernel must stay inside the picture.": convolve2d(x, w, mode="same"),
        "The output is larger than asked: the kernel must stay inside the picture.": convolve2d(x, w, mode="full"),
    }
