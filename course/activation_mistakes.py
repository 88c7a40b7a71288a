"""What the usual mistakes with scores, probabilities and losses lead to: {mistake in words: the wrong result}. See course/mistakes.py."""

import numpy as np
from scipy.special import expit, log_softmax
from scipy.special import softmax as _softmax

from course.checks import brief, is_open


def softmax(z):
    """Usual mistakes in the softmax of scores z [N, K] or [K]."""
    z = np.asarray(z, dtype=float)
    right = _softmax(z, axis=-1)
    known = {
        "Probabilities of all rows together add up to 1; each row must do so by itself.": _softmax(z, axis=None),
        "The sum runs down the columns (axis 0); the scores of one picture stand in a row.": _softmax(z, axis=0),
        "The exponentials are not divided by their sum.": np.exp((z - z.max(-1, keepdims=True))),
        "The scores are divided by their sum, without the exponential.": z / np.where(z.sum(-1, keepdims=True) == 0, 1, z.sum(-1, keepdims=True)),
        "The signs are turned: a larger score must give a larger probability.": _softmax(-z, axis=-1),
        "This is the sigmoid of each score; softmax compares the scores of a row.": 1 / (1 + np.exp(-z.clip(-700, 700))),
        "This is the logarithm of the softmax.": log_softmax(z, axis=-1),
        "This picks the largest score (1) and drops all others (0).": 1.0 * (z == z.max(-1, keepdims=True)),
        "Base 2 is used; the exponential has base e.": _softmax(z * np.log(2), axis=-1),
    }
    return {mistake: wrong for mistake, wrong in known.items() if not np.allclose(wrong, right)}


def refuse_nan(case, got, reason):
    """AssertionError with a reason where a number in `got` is nan or infinite; what holds no numbers is left to check."""
    try:
        finite = got is None or np.isfinite(np.asarray(got, dtype=float)).all()
    except (TypeError, ValueError):
        return
    assert finite, f"{case}:\n    got nan or infinity.\n    Likely mistake: {reason}"


def cross_entropy(z, labels):
    """Usual mistakes in the mean cross-entropy of scores z [N, K] and labels [N]."""
    z, labels = np.asarray(z, dtype=float), np.asarray(labels)
    rows = np.arange(len(z))
    losses = -log_softmax(z, axis=-1)[rows, labels]
    probabilities = _softmax(z, axis=-1)
    limit = "A small number, {:g}, was added to the probability, or it was clipped there; that limits the loss. Take log-sum-exp of the scores."
    limited = {limit.format(small): -np.log(probabilities[rows, labels] + small).mean() for small in (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16)}
    return {
        "The losses are added; take their mean over the N pictures.": losses.sum(),
        "The sum is divided by N·K; divide by N, the number of pictures.": losses.mean() / z.shape[1],
        "The sign is turned: a loss is never negative.": -losses.mean(),
        "The largest score m is missing: log-sum-exp is m plus the logarithm of the shifted sum.": (losses - z.max(axis=1)).mean(),
        "The softmax is taken twice: z are scores, and only one softmax belongs between them and the loss.": -log_softmax(probabilities, axis=-1)[rows, labels].mean(),
        "The logarithm has base 2; this loss uses base e.": losses.mean() / np.log(2),
        "The logarithm has base 10; this loss uses base e.": losses.mean() / np.log(10),
        "This is 1 - p of the right class; the loss is -log p.": (1 - probabilities[rows, labels]).mean(),
        "Only the first picture is counted.": losses[0],
        "One loss is returned for each picture; return their mean.": losses,
        "Columns are taken for pictures: the softmax runs down axis 0.": -log_softmax(z, axis=0)[rows, labels].mean(),
        "The loss is the score of the right class, without the log-sum-exp.": -z[rows, labels].mean(),
    } | limited


def cross_entropy_backward(z, labels):
    """Usual mistakes in the gradient of the mean cross-entropy with respect to the scores z [N, K]."""
    z, labels = np.asarray(z, dtype=float), np.asarray(labels)
    probabilities, onehot = _softmax(z, axis=-1), np.eye(z.shape[1])[labels]
    dz = (probabilities - onehot) / len(z)
    return {
        "It is not divided by N: the loss is a mean over the pictures.": dz * len(z),
        "It is divided by N·K; divide by N.": dz / z.shape[1],
        "It is divided by the number of classes; divide by N, the number of pictures.": dz * len(z) / z.shape[1],
        "The sign is turned: probability minus one-hot.": -dz,
        "The 1 of the right class is not subtracted, or a sign is lost.": probabilities / len(z),
        "These are the probabilities themselves.": probabilities,
        "Only the right class has a gradient here; the other scores have one, too.": dz * onehot,
        "The gradient of the right class is missing.": dz * (1 - onehot),
        "The scores stand here in place of the probabilities.": (z - onehot) / len(z),
        "The softmax runs down axis 0; the scores of one picture stand in a row.": (_softmax(z, axis=0) - onehot) / len(z),
        "This is the gradient for the probability, -1/p; what is asked for is the one for the scores.": -onehot / np.maximum(probabilities, 1e-300) / len(z),
        "The derivative p(1 - p) of the softmax is multiplied in once more.": dz * probabilities * (1 - probabilities),
    }


def features(x, w1, b1, w2, b2):
    """Usual mistakes in twice convolution, sigmoid and 2×2 average pooling; under "right" what is right."""
    x, w1, b1, w2, b2 = (np.asarray(array, dtype=float) for array in (x, w1, b1, w2, b2))
    steps = {"1": lambda h: _convolved(h, w1, b1), "2": lambda h: _convolved(h, w2, b2), "s": expit, "a": _averaged, "m": _largest, "r": lambda h: h.clip(0)}
    known = {
        "The sigmoid still stands on both sides of the first pooling, and none follows the second convolution.": "1sas2a",
        "The second convolution is followed by no sigmoid.": "1sa2a",
        "One sigmoid too many: it still stands on both sides of the first pooling.": "1sas2sa",
        "The sigmoid comes after the pooling, both times; with averages the order matters.": "1as2as",
        "The first sigmoid comes after the pooling; with averages the order matters.": "1as2sa",
        "The second sigmoid comes after the pooling; with averages the order matters.": "1sa2as",
        "The sigmoid is taken twice around both poolings.": "1sas2sas",
        "The first convolution is followed by no sigmoid.": "1a2sa",
        "This pools the maximum; the network was meant with average pooling.": "1sm2sm",
        "ReLU stands in place of the sigmoid, or nothing does.": "1ra2ra",
        "The second pooling is missing.": "1sa2s",
        "right": "1sa2sa",
    }
    results = {}
    for mistake, order in known.items():
        results[mistake] = x
        for step in order:
            results[mistake] = steps[step](results[mistake])
    return results


def _convolved(x, w, b):
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], axis=(2, 3))
    return np.einsum("nchwuv,ocuv->nohw", windows, w, optimize=True) + b[:, None, None]


def _tiles(x):
    rows, columns = x.shape[2] // 2, x.shape[3] // 2
    return x[:, :, : 2 * rows, : 2 * columns].reshape(*x.shape[:2], rows, 2, columns, 2)


def _averaged(x):
    return _tiles(x).mean((3, 5))


def _largest(x):
    return _tiles(x).max((3, 5))


def read_off(name, got, key):
    """The number got[key] that was read from a figure; AssertionError where it is still open or no number.

    name: how the reader calls the dict. Whether the number is right is not said here.
    """
    assert isinstance(got, dict) and key in got, f"{name} must be a dict with the key {key!r}."
    assert not is_open(got[key]), f'{name}["{key}"] is still "?": fill it in.'
    value = got[key]
    plain = isinstance(value, (int, float, np.number)) and not isinstance(value, bool) and np.isfinite(value)
    assert plain, f'{name}["{key}"] must be a number; it is {brief(value)}.'
    return float(value)
