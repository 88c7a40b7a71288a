"""Compares an answer with what was expected and says in words what is wrong.

The test cells of the chapters use these functions; so can you, in any cell.
"""

import numbers

import numpy as np


def check(case, got, expected, mistakes=None, tolerance=1e-6):
    """Raise AssertionError with a diagnosis unless `got` equals `expected`.

    case: what was tried, for the reader, such as "conv2d of a 3×4 picture".
    got: a number, or anything that NumPy turns into an array of numbers.
    expected: a whole number, which must be met by a whole number exactly, or a float or an array, met within
        |got - expected| <= tolerance * (1 + |expected|), element by element.
    mistakes: {what was probably done: the value which that leads to}; the first that fits `got` is named.
    """
    __tracebackhide__ = True  # the reader wants the message, not this file
    problem = difference(got, expected, tolerance)
    if problem:
        for mistake, wrong in (mistakes or {}).items():
            if not difference(got, wrong, tolerance):
                problem += f"\n    Likely mistake: {mistake}"
                break
        raise AssertionError(f"{case}: {problem}")


def difference(got, expected, tolerance=1e-6):
    """What distinguishes `got` from `expected`, in words; "" where they agree as `check` wants it."""
    if got is None:
        return "there is no result (None). Does every path end in a return, or is a value still to be filled in?"
    if isinstance(expected, numbers.Integral):
        return _whole_number_difference(got, expected)
    try:
        actual = np.asarray(got, dtype=float)
    except (TypeError, ValueError):
        return f"expected numbers, got {type(got).__name__}: {_short(got)}"
    wanted = np.asarray(expected, dtype=float)
    if actual.shape != wanted.shape:
        return f"wrong shape: got {list(actual.shape)}, expected {list(wanted.shape)}"
    wrong = ~(np.abs(actual - wanted) <= tolerance * (1 + np.abs(wanted)))  # the negation catches NaN
    if not wrong.any():
        return ""
    if wanted.ndim == 0:
        return f"got {actual:.6g}, expected {wanted:.6g}"
    place = tuple(int(i) for i in np.argwhere(wrong)[0])
    return (
        f"{int(wrong.sum())} of {wrong.size} values are wrong; the first is at {list(place)}: "
        f"got {actual[place]:.6g}, expected {wanted[place]:.6g}"
    )


def _whole_number_difference(got, expected):
    if isinstance(got, np.ndarray) and got.ndim == 0:
        got = got.item()
    if isinstance(got, bool) or not isinstance(got, (numbers.Integral, float, np.floating)):
        return f"expected the whole number {expected:,}, got {type(got).__name__}: {_short(got)}"
    if got != expected:
        return f"got {got:,}, expected {expected:,}"
    if not isinstance(got, numbers.Integral):
        return f"got {got}, a float; this is a count, so return the whole number {expected:,} (divide with //, not /)"
    return ""


def _short(value):
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
